// error: seathrift: Color is no enum; describe a class with SEATHRIFT_STRUCT
#include <seathrift/schema/macros.hpp>

#ifdef PASS
enum class Color { red, green };
#else
struct Color {};
#endif
SEATHRIFT_ENUM(Color, red, green)
