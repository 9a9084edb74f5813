// error: seathrift: SEATHRIFT_UNION(Either) names another number of members than its
// seathrift::Union has; name each once
#include <cstdint>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

struct Either : seathrift::Union<std::int32_t, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Either, (1, number), (2, text))
#else
SEATHRIFT_UNION(Either, (1, number))
#endif

struct Store {
  Either get(std::vector<Either> all);
};
SEATHRIFT_SERVICE(Store, (get, all))

void run(
    seathrift::Client<Store, seathrift::Compact, seathrift::Framed<seathrift::Socket>>& client) {
  client.get({});
}
