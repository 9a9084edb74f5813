// error: seathrift: SEATHRIFT_ENUM(Color) stands twice, or beside another macro for the type;
// keep one
#include <seathrift/schema/macros.hpp>

enum class Color { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, red, green)
SEATHRIFT_ENUM(Color, red, green)
#endif
