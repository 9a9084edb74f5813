// error: seathrift: 'ping' of Pinger throws what can't be copied, so that a client could not throw
// it; let it hold a std::shared_ptr instead of a std::unique_ptr
#include <memory>

#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/socket.hpp>

struct Reason {
  int code = 0;
};
SEATHRIFT_STRUCT(Reason, (1, code))

struct Lost {
#ifdef PASS
  std::shared_ptr<Reason> reason;
#else
  std::unique_ptr<Reason> reason;
#endif
};
SEATHRIFT_EXCEPTION(Lost, (1, reason))

struct Pinger {
  void ping();
};
SEATHRIFT_SERVICE(Pinger, (ping, throws(Lost)))

using seathrift::Client, seathrift::Compact, seathrift::Framed, seathrift::Socket;
void use(Client<Pinger, Compact, Framed<Socket>>& client) { client.ping(); }
