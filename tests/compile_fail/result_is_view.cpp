// error: seathrift: 'name' of Names returns a view, whose bytes nobody would keep; return
// std::string or std::vector<std::byte>
#include <seathrift/seathrift.hpp>

struct Names {
#ifdef PASS
  std::string name(std::int32_t id);
#else
  std::string_view name(std::int32_t id);
#endif
};
SEATHRIFT_SERVICE(Names, (name, id))

using Link = seathrift::Client<Names, seathrift::Binary, seathrift::Framed<seathrift::Socket>>;
std::string first(Link& client) { return std::string(client.name(1)); }
