// error: seathrift: what is encoded or decoded is only declared; define it before
#include <cstddef>
#include <cstdint>
#include <vector>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>

struct Work;
#ifdef PASS
struct Work {
  std::int32_t number = 0;
};
#endif

std::vector<std::byte> encoded(const Work& work) {
  return seathrift::encode<seathrift::Compact>(work);
}
