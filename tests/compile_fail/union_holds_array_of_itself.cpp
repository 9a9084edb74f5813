// error: seathrift: a union holds itself, or a type that is only declared; hold it in a
// std::vector, or in a struct behind a std::unique_ptr
#include <array>
#include <vector>

#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct Tree : seathrift::Union<double, std::vector<Tree>> {
#else
struct Tree : seathrift::Union<double, std::array<Tree, 2>> {
#endif
  using Union::Union;
};
SEATHRIFT_UNION(Tree, (1, leaf), (2, branches))
