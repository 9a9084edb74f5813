// error: seathrift: SEATHRIFT_SERVICE(Outer::Pinger) is not given a bare name; declare the
// service at namespace scope, and put the macro behind it, in its namespace
#include <seathrift/schema/macros.hpp>

struct Outer {
#ifdef PASS
};
struct Pinger {
  void ping();
};
SEATHRIFT_SERVICE(Pinger, (ping))
#else
  struct Pinger {
    void ping();
  };
};
SEATHRIFT_SERVICE(Outer::Pinger, (ping))
#endif
