// error: seathrift: 'add' in SEATHRIFT_SERVICE(Calculator) has more than 64 parameters; put some
// into a struct
#include <seathrift/schema/macros.hpp>

#define TEN(m, n) \
  m(n##0), m(n##1), m(n##2), m(n##3), m(n##4), m(n##5), m(n##6), m(n##7), m(n##8), m(n##9)
#define SIXTY(m) TEN(m, 1), TEN(m, 2), TEN(m, 3), TEN(m, 4), TEN(m, 5), TEN(m, 6)
#define PARAMETER(n) int p##n
#define NAME(n) p##n
// clang-format off
#ifdef PASS
struct Calculator { int add(SIXTY(PARAMETER)); };
SEATHRIFT_SERVICE(Calculator, (add, SIXTY(NAME)))
#else
struct Calculator { int add(SIXTY(PARAMETER), TEN(PARAMETER, 7)); };
SEATHRIFT_SERVICE(Calculator, (add, SIXTY(NAME), TEN(NAME, 7)))
#endif
// clang-format on
