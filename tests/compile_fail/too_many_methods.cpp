// error: seathrift: SEATHRIFT_SERVICE(Many) lists more than 512 methods; put some into a service
// that it extends
#include <seathrift/schema/macros.hpp>

#define TEN(m, n) \
  m(n##0), m(n##1), m(n##2), m(n##3), m(n##4), m(n##5), m(n##6), m(n##7), m(n##8), m(n##9)
#define HUNDRED(m, n)                                                                 \
  TEN(m, n##0), TEN(m, n##1), TEN(m, n##2), TEN(m, n##3), TEN(m, n##4), TEN(m, n##5), \
      TEN(m, n##6), TEN(m, n##7), TEN(m, n##8), TEN(m, n##9)
#define FIVE_HUNDRED(m) HUNDRED(m, 1), HUNDRED(m, 2), HUNDRED(m, 3), HUNDRED(m, 4), HUNDRED(m, 5)
#define NAME(n) e##n()
#define METHOD(n) (e##n)
// clang-format off
struct Many { int FIVE_HUNDRED(NAME), TEN(NAME, 60), TEN(NAME, 70); };
#ifdef PASS
SEATHRIFT_SERVICE(Many, TEN(METHOD, 60), TEN(METHOD, 70))
#else
SEATHRIFT_SERVICE(Many, FIVE_HUNDRED(METHOD), TEN(METHOD, 60), TEN(METHOD, 70))
#endif
// clang-format on
