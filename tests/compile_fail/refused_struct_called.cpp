// error: seathrift: field 'number' of Work is unsigned, which Thrift does not have; use the signed
// type
#include <cstdint>

#include <seathrift/seathrift.hpp>

struct Work {
#ifdef PASS
  std::int32_t number = 0;
#else
  std::uint32_t number = 0;
#endif
};
SEATHRIFT_STRUCT(Work, (1, number))

struct Store {
  void put(Work work);
};
SEATHRIFT_SERVICE(Store, (put, work))

void run(
    seathrift::Client<Store, seathrift::Compact, seathrift::Framed<seathrift::Socket>>& client) {
  client.put({});
}
