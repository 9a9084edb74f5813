// error: seathrift: the first argument of Client is no described service; write
// SEATHRIFT_SERVICE(...) behind it, in its namespace, and put it first: Client<Service,
// Protocol, Transport>
#include <seathrift/seathrift.hpp>

struct Work {
  std::int32_t number = 0;
};
SEATHRIFT_STRUCT(Work, (1, number))
struct Worker {
  void work(Work work);
};
SEATHRIFT_SERVICE(Worker, (work, work))

using namespace seathrift;
#ifdef PASS
using Caller = Client<Worker, Binary, Framed<Socket>>;
#else
using Caller = Client<Work, Binary, Framed<Socket>>;
#endif
Caller client{"localhost", 9090};
