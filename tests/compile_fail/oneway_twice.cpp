// error: seathrift: 'zip' of Calculator is oneway twice; say it once
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, oneway))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, oneway, oneway))
#endif
