// error: seathrift: '(add, a, b)throws(Overflow)' in SEATHRIFT_SERVICE(Calculator) goes on behind
// its parentheses; put a comma between two items, and all that belongs to one into its parentheses
#include <seathrift/schema/macros.hpp>

struct Overflow {
  int by = 0;
};
SEATHRIFT_EXCEPTION(Overflow, (by))
struct Calculator {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b, throws(Overflow)))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b)throws(Overflow))
#endif
