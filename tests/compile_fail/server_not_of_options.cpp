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
#ifdef PASS
// All of a server, where nothing but its name is known of std::stop_token.
template class seathrift::SimpleServer<Calculator, Compact, Framed<Socket>>;
template class seathrift::ThreadedServer<Calculator, Compact, Framed<Socket>>;
template class seathrift::ThreadPoolServer<Calculator, Compact, Framed<Socket>>;
#endif
void use(Handler& handler) {
#ifdef PASS
  ThreadPoolServer<Calculator, Compact, Framed<Socket>> server{std::ref(handler), {.port = 9090}};
#else
  ThreadPoolServer<Calculator, Compact, Framed<Socket>> server{std::ref(handler), 9090};
#endif
  server.serve();
}
