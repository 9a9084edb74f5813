// error: seathrift: '(add, a, b)(zip, oneway)' in SEATHRIFT_SERVICE(Calculator) goes on behind
// its parentheses; put a comma between two items, and all that belongs to one into its
// parentheses
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, oneway))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b)(zip, oneway))
#endif
