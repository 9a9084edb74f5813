// error: seathrift: Color has no enumerator 'red = 1'; write the names of those that it has, and
// nothing else
#include <seathrift/schema/macros.hpp>

enum class Color { red = 1, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, red = 1, green)
#endif
