// error: seathrift: 'name' of Names returns a reference, or takes one to change what it refers
// to; return by value, and take parameters by value or const&
#include <string>

#include <seathrift/schema/macros.hpp>

struct Names {
#ifdef PASS
  std::string name(int id);
};
SEATHRIFT_SERVICE(Names, (name, id))
#else
  void name(int id, std::string& name);
};
SEATHRIFT_SERVICE(Names, (name, id, name))
#endif
