// error: seathrift: field 'name' of S is both required and std::optional; drop one of them
#include <optional>
#include <string>

#include <seathrift/schema/macros.hpp>

struct S {
  std::optional<std::string> name;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, name))
#else
SEATHRIFT_STRUCT(S, (1, name, required))
#endif
