// error: seathrift: method 'link' of Graph has a name that Client keeps for itself; rename it
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Graph {
  void ping();
#ifdef PASS
  void connect(std::int32_t a, std::int32_t b);
#else
  void link(std::int32_t a, std::int32_t b);
#endif
};
#ifdef PASS
SEATHRIFT_SERVICE(Graph, (ping), (connect, a, b))
#else
SEATHRIFT_SERVICE(Graph, (ping), (link, a, b))
#endif
