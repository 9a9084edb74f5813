// error: seathrift: a port is a number; pass an integer, as 9090 or std::stoi(text)
#include <string>

#include <seathrift/seathrift.hpp>

struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (add, a, b))

using namespace seathrift;
int use(const std::string& host, const std::string& port) {
#ifdef PASS
  Client<Calculator, Compact, Framed<Socket>> client{host, std::stoi(port)};
#else
  Client<Calculator, Compact, Framed<Socket>> client{host, port};
#endif
  return client.add(1, 1);
}
