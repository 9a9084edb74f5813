// error: seathrift: a union holds itself, or a type that is only declared; hold it in a
// std::vector, or in a struct behind a std::unique_ptr
#include <vector>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct Tree : seathrift::Union<double, std::vector<Tree>> {
#else
struct Tree : seathrift::Union<double, Tree> {
#endif
  using Union::Union;
};
SEATHRIFT_UNION(Tree, (1, leaf), (2, branch))

void use() { (void)seathrift::encode<seathrift::Compact>(Tree{}); }
