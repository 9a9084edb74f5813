// error: seathrift: a client is not made of such arguments; write client{host, 9090}, over
// UnixSocket client{path}, or pass a connected stream, and ConnectionOptions behind that
#include <string>

#include <seathrift/seathrift.hpp>

struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (add, a, b))

using namespace seathrift;
#ifdef PASS
using Transport = Framed<UnixSocket>;
#else
using Transport = Framed<Socket>;
#endif
int use(const std::string& where) {
  Client<Calculator, Compact, Transport> client{where};
  return client.add(1, 1);
}
