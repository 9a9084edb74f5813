// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do both libraries' C++ pass on values of random schemas? Each line read, "<schema> <struct>
// <protocol> <hex>", is decoded by each and written again in each protocol, as lines "<library>
// <protocol> <hex>"; what either read is compared with what it reads of the other's bytes.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace interop {

/// The line that is being answered.
struct Line {
  std::string schema;
  std::string type;
  std::string protocol;
  std::string bytes;
};
inline Line line;

[[nodiscard]] inline bool is(std::string_view schema, std::string_view type) {
  return line.schema == schema && line.type == type;
}

[[noreturn]] inline void fail(std::string_view what) {
  std::cerr << line.schema << ' ' << line.type << ' ' << line.protocol << ": " << what << '\n';
  std::exit(1);
}

inline void print(std::string_view library, std::string_view protocol, std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::cout << library << ' ' << protocol << ' ';
  for (const unsigned char byte : bytes) std::cout << digits[byte >> 4] << digits[byte & 15];
  std::cout << '\n';
}

[[nodiscard]] inline std::shared_ptr<apache::thrift::protocol::TProtocol> protocol_over(
    std::string_view name, std::shared_ptr<apache::thrift::transport::TMemoryBuffer> memory) {
  using namespace apache::thrift::protocol;
  if (name == "binary") return std::make_shared<TBinaryProtocol>(std::move(memory));
  return std::make_shared<TCompactProtocol>(std::move(memory));
}

template <class Theirs>
[[nodiscard]] Theirs their_value(std::string_view protocol, const std::string& bytes) {
  const auto memory = std::make_shared<apache::thrift::transport::TMemoryBuffer>();
  memory->resetBuffer(reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data())),
                      static_cast<std::uint32_t>(bytes.size()));
  Theirs value;
  const std::uint32_t used = value.read(protocol_over(protocol, memory).get());
  if (used != bytes.size()) fail("Apache's library left bytes");
  return value;
}

template <class Theirs>
[[nodiscard]] std::string their_bytes(std::string_view protocol, const Theirs& value) {
  const auto memory = std::make_shared<apache::thrift::transport::TMemoryBuffer>();
  value.write(protocol_over(protocol, memory).get());
  return memory->getBufferAsString();
}

template <class Ours>
[[nodiscard]] Ours our_value(std::string_view protocol, const std::string& bytes) {
  const auto in = std::as_bytes(std::span(bytes));
  if (protocol == "binary") return seathrift::decode<seathrift::Binary, Ours>(in);
  return seathrift::decode<seathrift::Compact, Ours>(in);
}

template <class Ours>
[[nodiscard]] std::string our_bytes(std::string_view protocol, const Ours& value) {
  const auto bytes = protocol == "binary" ? seathrift::encode<seathrift::Binary>(value)
                                          : seathrift::encode<seathrift::Compact>(value);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

template <class Ours, class Theirs>
void round_trip() {
  const auto ours = our_value<Ours>(line.protocol, line.bytes);
  const auto theirs = their_value<Theirs>(line.protocol, line.bytes);
  for (const std::string_view protocol : {"binary", "compact"}) {
    const std::string from_us = our_bytes(protocol, ours);
    const std::string from_them = their_bytes(protocol, theirs);
    if (!(our_value<Ours>(protocol, from_us) == ours)) fail("Seathrift does not read its own");
    if (!(our_value<Ours>(protocol, from_them) == ours)) fail("Seathrift reads Apache's otherwise");
    if (!(their_value<Theirs>(protocol, from_us) == theirs)) fail("Apache reads ours otherwise");
    print("seathrift", protocol, from_us);
    print("apache", protocol, from_them);
  }
}

/// Answers each line of the input by `answer`, which finds the line's types.
template <class Answer>
int run(Answer answer) {
  std::string hex;
  while (std::cin >> line.schema >> line.type >> line.protocol >> hex) {
    line.bytes.clear();
    for (std::size_t i = 1; i + 1 < hex.size(); i += 2)  // behind a sign that is never missing
      line.bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    answer();
  }
  return 0;
}

}  // namespace interop
