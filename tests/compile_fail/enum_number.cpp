// error: seathrift: SEATHRIFT_ENUM(Color) lists a name twice, or what is no name; write the name
// of each enumerator once, and nothing else
#include <seathrift/schema/macros.hpp>

enum class Color { red = 1, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, 1, 2)
#endif
