// error: seathrift: method 'add' of the handler of Echo takes other parameters than Echo::add,
// or the handler is const and it is not; let them match, by value or const&
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
#else
  std::int32_t add(std::int32_t a);
#endif
  std::string echo(const std::string& text);
};

static_assert(seathrift::detail::check_handler<Echo, Handler>());
