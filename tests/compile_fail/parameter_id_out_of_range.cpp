// error: seathrift: two parameters of 'negate' of Calculator have one id, or one has id 0 or one
// beyond 16 bits; number them from 1
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int negate(int a);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (negate, (32767, a)))
#else
SEATHRIFT_SERVICE(Calculator, (negate, (32768, a)))
#endif
