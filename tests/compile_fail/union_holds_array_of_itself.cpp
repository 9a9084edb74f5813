// error: seathrift: a union holds itself, or a type that is only declared; hold it by
// std::unique_ptr, std::shared_ptr or std::vector
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
