// error: seathrift: 'count' of Stock returns a type that Thrift does not have; use one of the
// documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom
#include <cstdint>

#include <seathrift/seathrift.hpp>

struct Stock {
#ifdef PASS
  std::int32_t count();
#else
  std::uint32_t count();
#endif
};
SEATHRIFT_SERVICE(Stock, (count))

auto counted(
    seathrift::Client<Stock, seathrift::Compact, seathrift::Framed<seathrift::Socket>>& client) {
  return client.count();
}
