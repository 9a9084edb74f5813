// error: seathrift: '1' in SEATHRIFT_ENUM(Color) is no enumerator; write the names of the
// enumerators and nothing else
#include <seathrift/schema/macros.hpp>

enum class Color { red = 1, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, 1, 2)
#endif
