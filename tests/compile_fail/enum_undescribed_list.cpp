// error: seathrift: enumerators of what is no described enum; write SEATHRIFT_ENUM(...) behind it,
// in its namespace
#include <cstddef>

#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#endif

std::size_t colours() { return seathrift::enumerators<Colour>().size(); }
