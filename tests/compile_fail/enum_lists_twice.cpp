// error: seathrift: SEATHRIFT_ENUM(Colour) lists a name twice, or what is no name; write the name
// of each enumerator once, and nothing else
#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#else
SEATHRIFT_ENUM(Colour, red, green, red)
#endif
