// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where is the hand's reader for messages of another version? In a unit of its own, so that neither
// codec takes inlining from the other.

#include <cstddef>
#include <span>

#include "hand_wires.hpp"

namespace bench::hand {

/// Bytes that may be read behind a message.
inline constexpr std::size_t padding = 16;

/// Decodes fields in any order into a kept object.
template <class Wire, class Message>
void decode_any_order(std::span<const std::byte> bytes, Message& message);

}  // namespace bench::hand
