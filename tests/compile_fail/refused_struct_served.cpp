// error: seathrift: Work has no public data member 'numbr'; name a member of it
#include <cstdint>

#include <seathrift/seathrift.hpp>

struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(Work, (1, number))
#else
SEATHRIFT_STRUCT(Work, (1, numbr))
#endif

struct Store {
  Work put(Work work);
};
SEATHRIFT_SERVICE(Store, (put, work))
struct Handler {
  Work put(const Work& work) { return work; }
};

void run() {
  seathrift::SimpleServer<Store, seathrift::Compact, seathrift::Framed<seathrift::Socket>> server{
      Handler{}, {.port = 0}};
  server.serve();
}
