// error: seathrift: on_error is given what can't be called with its arguments; give it a function
// of (const ConnectionInfo&, std::string_view, std::exception_ptr)
#include <exception>
#include <functional>
#include <string_view>

#include <seathrift/seathrift.hpp>

struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (add, a, b))
struct Handler {
  std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }
};

using namespace seathrift;
void use(Handler& handler) {
#ifdef PASS
  const auto hook = [](const ConnectionInfo&, std::string_view, std::exception_ptr) {};
  using Server = ThreadedServer<Calculator, Compact, Framed<Socket>>;
  Server server{std::ref(handler), {.port = 9090, .on_error = hook}};
#else
  const auto hook = [](const std::exception&) {};
  using Server = ThreadedServer<Calculator, Compact, Framed<Socket>>;
  Server server{std::ref(handler), {.port = 9090, .on_error = hook}};
#endif
  server.serve();
}
