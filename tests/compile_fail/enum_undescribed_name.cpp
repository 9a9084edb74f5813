// error: seathrift: name_of of an enum that is not described; write SEATHRIFT_ENUM(...) behind it,
// in its namespace
#include <string_view>

#include <seathrift/schema/macros.hpp>

enum class Colour { red, green };
#ifdef PASS
SEATHRIFT_ENUM(Colour, red, green)
#endif

std::string_view text(Colour colour) { return seathrift::name_of(colour); }
