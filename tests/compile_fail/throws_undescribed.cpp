// error: seathrift: 'find' of Finder throws a type that is no described struct; write
// SEATHRIFT_EXCEPTION(...) behind it, in its namespace
#include <seathrift/seathrift.hpp>

class NotFound : public seathrift::Exception {
 public:
  std::int32_t id = 0;
};
#ifdef PASS
SEATHRIFT_EXCEPTION(NotFound, (1, id))
#endif

struct Finder {
  std::string find(std::int32_t id);
};
SEATHRIFT_SERVICE(Finder, (find, id, throws(NotFound)))

using Link = seathrift::Client<Finder, seathrift::Binary, seathrift::Framed<seathrift::Socket>>;
std::string first(Link& client) { return client.find(1); }
