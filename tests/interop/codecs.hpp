// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are values turned to bytes and back, by both libraries?

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

namespace interop {

/// One protocol in both libraries.
struct Binary {
  using Ours = seathrift::Binary;
  using Theirs = apache::thrift::protocol::TBinaryProtocol;
};
struct Compact {
  using Ours = seathrift::Compact;
  using Theirs = apache::thrift::protocol::TCompactProtocol;
};

template <class Pair, class T>
std::string encode_theirs(const T& value) {
  auto memory = std::make_shared<apache::thrift::transport::TMemoryBuffer>();
  typename Pair::Theirs protocol(memory);
  value.write(&protocol);
  return memory->getBufferAsString();
}

template <class Pair, class T>
T decode_theirs(std::string bytes) {
  auto memory = std::make_shared<apache::thrift::transport::TMemoryBuffer>();
  memory->write(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                static_cast<std::uint32_t>(bytes.size()));
  typename Pair::Theirs protocol(memory);
  T value;
  value.read(&protocol);
  return value;
}

template <class Pair, class T>
std::string encode_ours(const T& value) {
  const std::vector<std::byte> bytes = seathrift::encode<typename Pair::Ours>(value);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class Pair, class T>
seathrift::Result<T> decode_ours(std::string_view bytes) {
  return seathrift::try_decode<typename Pair::Ours, T>(std::as_bytes(std::span(bytes)));
}

inline std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

}  // namespace interop
