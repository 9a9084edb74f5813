// error: seathrift: SEATHRIFT_ENUM(Colour) lists a name twice; write each enumerator once
#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#else
SEATHRIFT_ENUM(Colour, red, green, red)
#endif
