// error: seathrift: a server is made of a handler and, behind it, ServerOptions; write
// server{std::ref(handler), {.port = 9090}}
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
  const ServerOptions options{.port = 9090};
  SimpleServer<Calculator, Compact, Framed<Socket>> server(std::ref(handler), options);
#else
  SimpleServer<Calculator, Compact, Framed<Socket>> server(9090, handler);
#endif
  server.serve();
}
