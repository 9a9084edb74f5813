// error: seathrift: SEATHRIFT_ENUM(Colour) lists no enumerators; write their names
#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#else
SEATHRIFT_ENUM(Colour)
#endif
