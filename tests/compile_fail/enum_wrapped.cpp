// error: seathrift: '(1, red)' in SEATHRIFT_ENUM(Color) stands in parentheses; write the names
// of the enumerators without
#include <seathrift/schema/macros.hpp>

enum class Color { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Color, red, green)
#else
SEATHRIFT_ENUM(Color, (1, red), (2, green))
#endif
