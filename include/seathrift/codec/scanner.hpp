// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where does a message end that no frame delimits? A scan tells, which goes on where it stopped
// when more arrives.

#include <cstddef>
#include <span>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift {

/// Finds the end of a message of the protocol, looking at each byte once.
template <Protocol P>
class Scanner {
 public:
  explicit Scanner(const Limits& limits) noexcept : limits_(limits) {}

  /// Given all of the message that has arrived, returns how many bytes it takes more at least; 0
  /// when it is whole.
  ///
  /// Errors. What is no message of the protocol, or nested far deeper than `Limits::max_depth`.
  [[nodiscard]] Result<std::size_t> scan(std::span<const std::byte> bytes) {
    if (bytes.empty()) return std::size_t{1};
    detail::Input in(bytes.data(), bytes.size(), limits_);
    // What decodes counts where types recurse, and not each list in between: what it takes must not
    // depend on how the message was cut on its way. It has the last word; a level takes no stack
    // here.
    in.depth = levels_for(in.max_depth);
    const std::byte* at = in.begin + size_;
    if (!in_body_) {
      MessageHead head;
      at = P::read_message(in, at, head);
      if (at == nullptr) return ended(in);
      in_body_ = true;
      size_ = static_cast<std::size_t>(at - in.begin);
      skipper_.begin(Type::structure);
    }
    at = skipper_.run(in, at);
    size_ = static_cast<std::size_t>(skipper_.reached() - in.begin);
    return at == nullptr ? ended(in) : std::size_t{0};
  }

  /// Bytes of the message, once it is whole.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  void reset() noexcept {
    skipper_.reset();
    in_body_ = false;
    size_ = 0;
  }

 private:
  /// Levels on the wire that a decoder may take which counts so many: some for each of them, and
  /// for types that do not recurse, of which it counts none.
  static constexpr unsigned levels_for(unsigned depth) noexcept {
    return depth < ~0u / 32 ? 64 + 16 * depth : ~0u;
  }

  static Result<std::size_t> ended(const detail::Input& in) {
    if (in.error != Errc::truncated) return detail::read_error(in, P::name);
    return in.missing;
  }

  Limits limits_;
  detail::Skipper<P> skipper_;
  bool in_body_ = false;
  std::size_t size_ = 0;
};

}  // namespace seathrift
