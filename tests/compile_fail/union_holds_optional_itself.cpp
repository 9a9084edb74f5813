// error: seathrift: a union holds itself, or a type that is only declared; hold it by
// std::unique_ptr, std::shared_ptr or std::vector
#include <optional>
#include <vector>

#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct Tree : seathrift::Union<double, std::vector<Tree>> {
#else
struct Tree : seathrift::Union<double, std::optional<Tree>> {
#endif
  using Union::Union;
};
SEATHRIFT_UNION(Tree, (1, leaf), (2, branch))
