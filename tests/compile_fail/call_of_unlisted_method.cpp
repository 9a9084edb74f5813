// error: seathrift: try_call, send_ or receive_ of what is no method of the client's service;
// name one that SEATHRIFT_SERVICE lists: try_call<&Calculator::add>(1, 1)
#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
  void pong();
};
SEATHRIFT_SERVICE(Pinger, (ping))
using Caller = seathrift::Client<Pinger, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;
#ifdef PASS
void use(Caller& client) { (void)client.try_call<&Pinger::ping>(); }
#else
void use(Caller& client) { (void)client.try_call<&Pinger::pong>(); }
#endif
