// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are lists of 300 items written? By macros: ALL(m) calls m with 100 to 399, COMMA_ALL(m) puts
// a comma between them.

#define TENS(m, n) m(n##0) m(n##1) m(n##2) m(n##3) m(n##4) m(n##5) m(n##6) m(n##7) m(n##8) m(n##9)
// clang-format off
#define HUNDREDS(m, n)                                                                    \
  TENS(m, n##0) TENS(m, n##1) TENS(m, n##2) TENS(m, n##3) TENS(m, n##4) TENS(m, n##5)     \
  TENS(m, n##6) TENS(m, n##7) TENS(m, n##8) TENS(m, n##9)
// clang-format on
#define ALL(m) HUNDREDS(m, 1) HUNDREDS(m, 2) HUNDREDS(m, 3)

#define COMMA_TENS(m, n) \
  m(n##0), m(n##1), m(n##2), m(n##3), m(n##4), m(n##5), m(n##6), m(n##7), m(n##8), m(n##9)
#define COMMA_HUNDREDS(m, n)                                                              \
  COMMA_TENS(m, n##0), COMMA_TENS(m, n##1), COMMA_TENS(m, n##2), COMMA_TENS(m, n##3),     \
      COMMA_TENS(m, n##4), COMMA_TENS(m, n##5), COMMA_TENS(m, n##6), COMMA_TENS(m, n##7), \
      COMMA_TENS(m, n##8), COMMA_TENS(m, n##9)
#define COMMA_ALL(m) COMMA_HUNDREDS(m, 1), COMMA_HUNDREDS(m, 2), COMMA_HUNDREDS(m, 3)
