// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value passed over whose type nobody declared, and where does a message end that came in
// parts?

#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// A struct or container that is being passed over.
struct SkipLevel {
  std::uint32_t remaining;
  std::int32_t last;
  Type first;
  Type second;
  bool is_second;
  bool is_struct;
};

/// The levels of a Skipper: some in place, further ones, which only a raised Limits::max_depth
/// allows, on the heap.
class SkipLevels {
 public:
  constexpr SkipLevels() noexcept = default;
  SkipLevels(const SkipLevels&) = delete;
  SkipLevels& operator=(const SkipLevels&) = delete;
  constexpr ~SkipLevels() { delete[] more_; }

  [[nodiscard]] constexpr unsigned size() const noexcept { return size_; }
  [[nodiscard]] constexpr SkipLevel& top() noexcept {
    return size_ <= in_place ? levels_[size_ - 1] : more_[size_ - 1 - in_place];
  }
  constexpr void push(const SkipLevel& level) {
    if (size_ >= in_place + room_) [[unlikely]]
      grow();
    ++size_;
    top() = level;
  }
  constexpr void pop() noexcept { --size_; }
  constexpr void clear() noexcept { size_ = 0; }

 private:
  static constexpr unsigned in_place = 64;

  SEATHRIFT_COLD constexpr void grow() {
    const unsigned room = room_ == 0 ? in_place : room_ * 2;
    auto* const more = new SkipLevel[room]{};
    for (unsigned i = 0; i < room_; ++i) more[i] = more_[i];
    delete[] more_;
    more_ = more;
    room_ = room;
  }

  SkipLevel levels_[in_place];  // those below size_ are there
  SkipLevel* more_ = nullptr;
  unsigned room_ = 0;
  unsigned size_ = 0;
};

/// Passes over values by what the wire says of them. What is open is kept in a stack of its own, so
/// that depth costs no stack of the program's, and a walk that ran out of bytes can go on where it
/// was.
template <Protocol P>
class Skipper {
 public:
  /// Begins a value of the type.
  constexpr void begin(Type type) noexcept { pending_ = type; }

  /// Forgets the value that was begun.
  constexpr void reset() noexcept {
    levels_.clear();
    pending_ = Type::stop;
  }

  /// Goes on until the value is passed. Returns the position behind it; nullptr when it failed,
  /// `reached()` then being where to go on once more bytes are there.
  constexpr const std::byte* run(Input& in, const std::byte* at) {
    for (;;) {
      reached_ = at;
      if (pending_ != Type::stop) {
        at = open(in, at, pending_);
        if (at == nullptr) [[unlikely]]
          return nullptr;
        pending_ = Type::stop;
      } else if (levels_.size() == 0) {
        return at;
      } else if (SkipLevel& level = levels_.top(); level.is_struct) {
        FieldHead field;
        at = P::read_field(in, at, level.last, field);
        if (at == nullptr) [[unlikely]]
          return nullptr;
        if (field.type == Type::stop)
          levels_.pop();
        else if (!(P::bool_in_field && field.type == Type::boolean))
          pending_ = field.type;
      } else if (level.remaining == 0) {
        levels_.pop();
      } else {
        pending_ = level.is_second ? level.second : level.first;
        if (level.second == Type::stop) {
          --level.remaining;
        } else {
          if (level.is_second) --level.remaining;
          level.is_second = !level.is_second;
        }
      }
    }
  }

  [[nodiscard]] constexpr const std::byte* reached() const noexcept { return reached_; }

 private:
  constexpr const std::byte* open(Input& in, const std::byte* at, Type type) {
    if (type == Type::structure)
      return push(in, at, at, {0, 0, Type::stop, Type::stop, false, true});
    if (type == Type::list || type == Type::set) {
      Type element = Type::stop;
      std::size_t size = 0;
      const std::byte* const behind = P::read_list(in, at, element, size);
      if (behind == nullptr) [[unlikely]]
        return nullptr;
      // Its room has been checked by the list's head.
      if (size == 0 || P::is_fixed(element)) return behind + size * P::min_size(element);
      return push(in, at, behind,
                  {static_cast<std::uint32_t>(size), 0, element, Type::stop, false, false});
    }
    if (type == Type::map) {
      Type key = Type::stop;
      Type value = Type::stop;
      std::size_t size = 0;
      const std::byte* const behind = P::read_map(in, at, key, value, size);
      if (behind == nullptr || size == 0) return behind;
      return push(in, at, behind, {static_cast<std::uint32_t>(size), 0, key, value, false, false});
    }
    return P::skip_scalar(in, at, type);
  }

  constexpr const std::byte* push(Input& in, const std::byte* at, const std::byte* behind,
                                  const SkipLevel& level) {
    if (levels_.size() >= in.depth) [[unlikely]]
      return fail(in, Errc::depth_limit, at);
    levels_.push(level);
    return behind;
  }

  SkipLevels levels_;
  Type pending_ = Type::stop;
  const std::byte* reached_ = nullptr;
};

template <Protocol P>
SEATHRIFT_NOINLINE constexpr const std::byte* skip_value(Input& in, const std::byte* at,
                                                         Type type) {
  Skipper<P> skipper;
  skipper.begin(type);
  return skipper.run(in, at);
}

/// Passes over a field's value, whose head has been read.
template <Protocol P>
constexpr const std::byte* skip_field(Input& in, const std::byte* at, const FieldHead& field) {
  if (P::bool_in_field && field.type == Type::boolean) return at;
  return skip_value<P>(in, at, field.type);
}

}  // namespace seathrift::detail
