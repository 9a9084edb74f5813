// error: seathrift: 'zip' of Calculator is oneway but has a result or throws; nobody would
// receive it: make it void without throws, or drop oneway
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
#ifdef PASS
  void zip();
#else
  std::int32_t zip();
#endif
};
SEATHRIFT_SERVICE(Calculator, (ping), (zip, oneway))
