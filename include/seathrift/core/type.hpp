// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which types and messages does Thrift know, whatever the protocol?

#include <cstdint>

namespace seathrift {

/// Thrift's types, numbered as on the Binary wire (TType). Each protocol has its own code for some
/// of them.
enum class Type : std::uint8_t {
  stop = 0,
  boolean = 2,
  i8 = 3,
  real = 4,
  i16 = 6,
  i32 = 8,
  i64 = 10,
  string = 11,
  structure = 12,
  map = 13,
  set = 14,
  list = 15,
  uuid = 16,
};

/// What a message is (TMessageType).
enum class MessageType : std::uint8_t { call = 1, reply = 2, exception = 3, oneway = 4 };

}  // namespace seathrift
