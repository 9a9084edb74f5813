// error: seathrift: the handler of Calculator has no public method 'add', or none of that name
// that fits; add it with the parameters and result that Calculator declares, and pass the handler
// itself, std::ref of it, or a factory taking const ConnectionInfo&
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Handler : Calculator {
  void ping();
#ifdef PASS
  std::int32_t add(std::int32_t a, std::int32_t b);
#endif
};

static_assert(seathrift::detail::check_handler<Calculator, Handler>());
