// error: seathrift: encode_to writes into a std::vector<std::byte> or a seathrift::Buffer alone;
// write encode_to<Compact>(value, bytes)
#include <seathrift/seathrift.hpp>

struct Work {
  int number = 0;
};
#ifdef PASS
void use(const Work& work, std::vector<std::byte>& bytes) {
  seathrift::encode_to<seathrift::Compact>(work, bytes);
}
#else
void use(const Work& work, std::string& bytes) {
  seathrift::encode_to<seathrift::Compact>(work, bytes);
}
#endif
