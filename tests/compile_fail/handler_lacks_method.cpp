// error: seathrift: the handler of Echo has no public method 'add', or none of that name that
// fits; add it with the parameters and result that Echo declares, and pass the handler itself,
// std::ref of it, or a factory taking const ConnectionInfo&
#include <cstdint>
#include <string>

#include <seathrift/schema/macros.hpp>

struct Echo {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
  std::string echo(std::string text);
};
SEATHRIFT_SERVICE(Echo, (ping), (add, a, b), (echo, text))

struct Handler {
  void ping();
#ifdef PASS
  std::int32_t add(std::int32_t a, std::int32_t b);
#endif
  std::string echo(const std::string& text);
};

static_assert(seathrift::detail::check_handler<Echo, Handler>());
