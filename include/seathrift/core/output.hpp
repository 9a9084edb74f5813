// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where does an encoder write, and how does it get more room?

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <seathrift/config.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/limits.hpp>

namespace seathrift::detail {

/// A string that travels beside the buffer: `bytes` belong behind the first `offset` bytes of it.
struct Gathered {
  std::size_t offset;
  std::span<const std::byte> bytes;
};

/// The most bytes of a string and elements of a container: Thrift's lengths are signed 32-bit
/// numbers.
inline constexpr std::size_t max_size = 0x7fffffff;

/// Room for an encoder. Positions are passed by value and returned; before a run of fields `need`
/// makes sure of their room. Behind `end` lie Buffer::slack bytes that may be written but don't
/// count. With `Gathers`, strings of `gather.from` bytes or more are not copied: they are noted in
/// `pieces`, to be sent from where they are.
template <bool Gathers>
struct Output {
  static constexpr bool gathers = Gathers;
  /// How functions that are not inlined get it.
  using Passed = Output&;

  struct Gathering {
    std::vector<Gathered>* pieces = nullptr;
    /// More than 16: shorter ones are always copied.
    std::size_t from = 8192;
  };
  struct Copying {};
  using Grow = std::byte* (*)(Output&, std::byte* at, std::size_t size);

  std::byte* begin;
  std::byte* end;
  Grow grow;
  void* owner = nullptr;
  unsigned depth = Limits{}.max_depth;
  Errc error = Errc::none;
  [[no_unique_address]] std::conditional_t<Gathers, Gathering, Copying> gather = {};

  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::byte* need(std::byte* at, std::size_t size) {
    if (static_cast<std::size_t>(end - at) < size) [[unlikely]]
      return grow(*this, at, size);
    return at;
  }

  /// Strings of so many bytes are not copied: they are gathered, or too long.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::size_t threshold() const noexcept {
    if constexpr (Gathers)
      return gather.from;
    else
      return max_size + 1;
  }
  /// Sets another threshold and returns the one before.
  SEATHRIFT_ALWAYS_INLINE constexpr std::size_t exchange_threshold(std::size_t size) noexcept {
    if constexpr (Gathers)
      return std::exchange(gather.from, size);
    else
      return size;
  }

  /// Notes a value that can't be written. The encoder goes on, the message is thrown away at its
  /// end.
  SEATHRIFT_ALWAYS_INLINE constexpr void refuse(Errc why) noexcept {
    if (error == Errc::none) error = why;
  }
};

/// Writes behind a Buffer's content.
template <bool Gathers>
[[nodiscard]] inline Output<Gathers> output_to(Buffer& buffer) {
  const auto room = buffer.prepare(0);
  return {room.data(), room.data() + room.size(),
          [](Output<Gathers>& out, std::byte* at, std::size_t size) -> std::byte* {
            auto& owner = *static_cast<Buffer*>(out.owner);
            const auto written = static_cast<std::size_t>(at - out.begin);
            owner.commit(written);
            const auto more = owner.prepare(size);
            owner.uncommit(written);
            out.begin = more.data() - written;
            out.end = more.data() + more.size();
            return more.data();
          },
          &buffer};
}

}  // namespace seathrift::detail
