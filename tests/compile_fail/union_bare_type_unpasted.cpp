// error: seathrift: '(1, std::vector<int>)' in SEATHRIFT_UNION(U) has no name where a field's name
// belongs; write (1, name): the id, then the name without its type
#include <string>
#include <vector>

#include <seathrift/schema/macros.hpp>

struct U : seathrift::Union<std::vector<int>, std::string> {};
#ifdef PASS
SEATHRIFT_UNION(U, (1, list), (2, text))
#else
SEATHRIFT_UNION(U, (1, std::vector<int>), (2, text))
#endif
