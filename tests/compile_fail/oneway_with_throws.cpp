// error: seathrift: 'zip' of Pinger is oneway but has a result or throws; nobody would receive
// it: make it void without throws, or drop oneway
#include <seathrift/schema/macros.hpp>

struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Pinger {
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (zip, throws(Full)))
#else
SEATHRIFT_SERVICE(Pinger, (zip, oneway, throws(Full)))
#endif
