// error: seathrift: 'Color red' in SEATHRIFT_ENUM(...) is no bare name of a type; write the name
// alone, and a comma behind it
#include <seathrift/schema/macros.hpp>

enum class Color { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color red, green)
#endif
