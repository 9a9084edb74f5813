// error: seathrift: a ThreadPoolServer can't wait for many connections of this stream at once;
// use ThreadedServer for it, or serve over Socket or UnixSocket
#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
};
SEATHRIFT_SERVICE(Pinger, (ping))
struct Handler {
  void ping() {}
};

using namespace seathrift;
#ifdef PASS
void serve() { ThreadedServer<Pinger, Binary, Framed<Memory>>(Handler{}).serve(); }
#else
void serve() { ThreadPoolServer<Pinger, Binary, Framed<Memory>>(Handler{}).serve(); }
#endif
