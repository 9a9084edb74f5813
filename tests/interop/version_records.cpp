// SPDX-License-Identifier: Apache-2.0
// Versions of a struct for Python to read: without an argument, prints each as a line
// "<protocol> <version> <sample> <hex>". With "check", reads lines "<protocol> <reader> <version>
// <sample> <hex>", which tell what Python read the line's bytes as and wrote again, and compares
// with what Seathrift reads them as.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

#include "versions.hpp"

namespace interop {
namespace {

using Versions = INTEROP_VERSIONS(::versions);

template <class Protocol>
void print(std::string_view protocol) {
  for_each_version([&](auto version) {
    for (std::uint64_t number = 0; number != version_samples; ++number) {
      std::cout << protocol << ' ' << version_names[version] << ' ' << number << ' ';
      for (const std::byte byte : seathrift::encode<Protocol>(
               version_sample<std::tuple_element_t<version, Versions>>(number)))
        std::cout << "0123456789abcdef"[static_cast<int>(byte) >> 4]
                  << "0123456789abcdef"[static_cast<int>(byte) & 15];
      std::cout << '\n';
    }
  });
}

struct Line {
  std::string reader;
  std::string writer;
  std::uint64_t number = 0;
  std::vector<std::byte> bytes;
};

/// Whether both read the same, or both refuse.
template <class Protocol>
bool same(const Line& line) {
  bool result = false;
  for_each_version([&](auto writer) {
    if (version_names[writer] != line.writer) return;
    const auto written = seathrift::encode<Protocol>(
        version_sample<std::tuple_element_t<writer, Versions>>(line.number));
    for_each_version([&](auto reader) {
      if (version_names[reader] != line.reader) return;
      using Reader = std::tuple_element_t<reader, Versions>;
      const auto ours = seathrift::try_decode<Protocol, Reader>(written);
      const auto theirs = seathrift::try_decode<Protocol, Reader>(line.bytes);
      result = ours.has_value() == theirs.has_value() &&
               (ours ? *ours == *theirs
                     : ours.error().code() == seathrift::Errc::missing_required &&
                           theirs.error().code() == seathrift::Errc::missing_required);
    });
  });
  return result;
}

int check() {
  std::size_t checked = 0;
  std::size_t failed = 0;
  std::string protocol;
  std::string text;
  Line line;
  while (std::cin >> protocol >> line.reader >> line.writer >> line.number >> text) {
    line.bytes.clear();
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
      line.bytes.push_back(static_cast<std::byte>(std::stoi(text.substr(i, 2), nullptr, 16)));
    ++checked;
    if (protocol == "binary" ? same<seathrift::Binary>(line) : same<seathrift::Compact>(line))
      continue;
    ++failed;
    std::cout << "FAILED " << protocol << ": sample " << line.number << " of " << line.writer
              << ", read as " << line.reader << ", is for Python " << text << '\n';
  }
  std::cout << checked << " checks, " << failed << " failed\n";
  return failed == 0 && checked != 0 ? 0 : 1;
}

}  // namespace
}  // namespace interop

int main(int count, char** arguments) {
  if (count == 2 && std::string_view(arguments[1]) == "check") return interop::check();
  interop::print<seathrift::Binary>("binary");
  interop::print<seathrift::Compact>("compact");
  return 0;
}
