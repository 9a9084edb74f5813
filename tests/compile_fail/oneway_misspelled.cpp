// error: seathrift: 'zip' of Calculator has another number of parameters than SEATHRIFT_SERVICE
// names; name each parameter once
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, oneway))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, onewya))
#endif
