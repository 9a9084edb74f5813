// error: seathrift: no type Color that can be made of nothing is defined where
// SEATHRIFT_ENUM(Color) stands; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#else
SEATHRIFT_ENUM(Color, red, green)
#endif
