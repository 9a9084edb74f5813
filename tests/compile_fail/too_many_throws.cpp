// error: seathrift: 'add' in SEATHRIFT_SERVICE(Calculator) throws more than 32 exceptions; throw
// one that tells them apart
#include <seathrift/schema/macros.hpp>

#define TEN(m, n) \
  m(n##0), m(n##1), m(n##2), m(n##3), m(n##4), m(n##5), m(n##6), m(n##7), m(n##8), m(n##9)
#define THIRTY(m) TEN(m, 1), TEN(m, 2), TEN(m, 3)
#define THROWN(n) (n, Full)
struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Calculator {
  int add();
};
// clang-format off
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, throws(THIRTY(THROWN))))
#else
SEATHRIFT_SERVICE(Calculator, (add, throws(THIRTY(THROWN), TEN(THROWN, 4))))
#endif
// clang-format on
