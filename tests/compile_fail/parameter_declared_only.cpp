// error: seathrift: 'take' of Taker has a parameter of a type that Thrift does not have, or that
// is only declared; use one of the documented types, describe it with SEATHRIFT_STRUCT, or
// specialise seathrift::Custom
#include <seathrift/seathrift.hpp>

struct Work;
struct Taker {
  void take(const Work& work);
};
SEATHRIFT_SERVICE(Taker, (take, work))
#ifdef PASS
struct Work {
  int number = 0;
};
#endif

seathrift::Client<Taker, seathrift::Compact, seathrift::Framed<seathrift::Socket>> client{
    "localhost", 9090};
