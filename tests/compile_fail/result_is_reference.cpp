// error: seathrift: 'name' of Names returns a reference, or takes one to change what it refers
// to; return by value, and take parameters by value or const&
#include <string>

#include <seathrift/schema/macros.hpp>

struct Names {
#ifdef PASS
  std::string name(int id);
#else
  const std::string& name(int id);
#endif
};
SEATHRIFT_SERVICE(Names, (name, id))
