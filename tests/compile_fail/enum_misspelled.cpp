// error: seathrift: Color has no enumerator 'gren'; write the names of those that it has, and
// nothing else
#include <seathrift/schema/macros.hpp>

enum class Color { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, red, gren)
#endif
