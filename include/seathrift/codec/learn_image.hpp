// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the records of a list look like whose writer has another version of them? Like the one
// before, mostly.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <seathrift/codec/kernel/image.hpp>
#include <seathrift/codec/kernel/image_learned.hpp>
#include <seathrift/codec/kernel/image_table.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// Draws the image of a record in a message. Which members its fields are, the image of this side's
/// version tells, which is a message as well: both are walked, and fields of one id and type are
/// the same.
template <Protocol P>
class ImageLearner {
 public:
  ImageLearner(const Image& known, LearnedImage& image) noexcept
      : known_(known), image_(image), drawn_(bytes_of(known)) {}

  /// Learns from a record of `size` bytes at `begin` that has been decoded to `memory`. False when
  /// those of its kind have no one width, or too large a one.
  [[nodiscard]] bool learn(const std::byte* begin, std::size_t size, const std::byte* memory) {
    if (size > LearnedImage::max_size) return false;
    image_ = {};
    image_.wire = size;
    image_.memory = known_.memory;
    begin_ = begin;
    Input in(begin, size, Limits{});
    if (record(in, begin, drawn_.data()) != in.end) return false;
    // What is not in the message has been restored by who decoded it.
    for (std::size_t i = 0; i < known_.wire; ++i) {
      if (known_.bytes[i].from < 0) continue;
      const auto byte = static_cast<std::size_t>(known_.bytes[i].from);
      image_.stores[byte / 64] |= std::uint64_t{1} << (byte % 64);
      if (image_.picked[byte] == 0)
        image_.absent[byte] = std::to_integer<unsigned char>(memory[byte]);
    }
    return true;
  }

 private:
  using Bytes = std::array<std::byte, Image::max_size>;

  static Bytes bytes_of(const Image& image) noexcept {
    Bytes bytes;
    for (std::size_t i = 0; i < image.wire; ++i) bytes[i] = std::byte{image.bytes[i].value};
    return bytes;
  }

  /// Draws what each record of the kind has in its place, some bits of each byte.
  void draw(const std::byte* at, const std::byte* end, unsigned char bits = 0xff) noexcept {
    for (; at != end; ++at) {
      const auto i = static_cast<std::size_t>(at - begin_);
      image_.fixed[i] = bits;
      image_.value[i] = static_cast<unsigned char>(std::to_integer<unsigned>(*at) & bits);
    }
  }

  /// Walks over a record. `known` is where this side's version of it is, or nullptr.
  const std::byte* record(Input& in, const std::byte* at, const std::byte* known) {
    std::int32_t last = 0;
    for (;;) {
      FieldHead field;
      const std::byte* const head = at;
      at = P::read_field(in, at, last, field);
      if (at == nullptr) return nullptr;
      draw(head, at);
      if (field.type == Type::stop) return at;
      if (P::bool_in_field && field.type == Type::boolean) continue;
      at = value(in, at, field.type, known == nullptr ? nullptr : find(known, field));
      if (at == nullptr) return nullptr;
    }
  }

  const std::byte* value(Input& in, const std::byte* at, Type type, const std::byte* known) {
    if (known != nullptr) return member(in, at, type, known);
    switch (type) {
      case Type::structure:
        return record(in, at, nullptr);
      case Type::string: {
        // Its length is drawn: texts of one length have one width.
        std::size_t size = 0;
        const std::byte* const text = P::read_string(in, at, size);
        if (text == nullptr) return nullptr;
        draw(at, text);
        return text + size;
      }
      case Type::list:
      case Type::set:
      case Type::map:
        return nullptr;
      default: {
        const std::byte* const end = P::skip_scalar(in, at, type);
        if (end == nullptr || P::is_fixed(type)) return end;
        // Of a varint, the bits that tell its length are drawn. The last of ten bytes is more than
        // that.
        if (end - at == 10) return nullptr;
        draw(at, end, 0x80);
        return end;
      }
    }
  }

  /// Walks over a value that this side knows. One that came before in the same record counts no
  /// more.
  const std::byte* member(Input& in, const std::byte* at, Type type, const std::byte* known) {
    const auto place = static_cast<std::size_t>(known - drawn_.data());
    Input drawn(drawn_.data(), known_.wire, Limits{});
    const std::byte* const end = skip_value<P>(drawn, known, type);
    for (auto i = place; i < static_cast<std::size_t>(end - drawn_.data()); ++i)
      if (known_.bytes[i].from >= 0) image_.picked[known_.bytes[i].from] = 0;
    if (type == Type::structure) return record(in, at, known);
    for (auto i = place; i < static_cast<std::size_t>(end - drawn_.data()); ++i, ++at) {
      const ImageByte& byte = known_.bytes[i];
      // A boolean that is neither 0 nor 1 has been made one of them: copied, it would be neither.
      if (((std::to_integer<unsigned>(*at) ^ byte.value) & byte.fixed) != 0) return nullptr;
      draw(at, at + 1, byte.fixed);
      image_.picked[byte.from] = 0xff;
      image_.from[byte.from] = static_cast<unsigned char>(at - begin_);
    }
    return at;
  }

  /// Where this side's version of a record has the value of a field, or nullptr.
  const std::byte* find(const std::byte* known, const FieldHead& field) {
    Input drawn(drawn_.data(), known_.wire, Limits{});
    std::int32_t last = 0;
    for (FieldHead each;;) {
      known = P::read_field(drawn, known, last, each);
      if (each.type == Type::stop) return nullptr;
      if (each.id == field.id && each.type == field.type) return known;
      known = skip_value<P>(drawn, known, each.type);
    }
  }

  const Image& known_;
  LearnedImage& image_;
  Bytes drawn_;
  const std::byte* begin_ = nullptr;
};

#if SEATHRIFT_KERNELS

/// True where a kernel reads what has been learned, and so many records are left that it pays to
/// learn. (The kernels for those that are as predicted leave less.)
[[nodiscard]] inline bool pays_to_learn(std::size_t left) noexcept {
  return has_avx512() ? left >= 64 : left >= 96 && __builtin_cpu_supports("avx2");
}

/// Reads records that look like the one before.
template <Protocol P>
class ImageFollower {
 public:
  /// `wide`: with AVX-512, else with AVX2.
  explicit ImageFollower(const Image& known, bool wide = has_avx512()) noexcept
      : known_(known), wide_(wide) {}

  /// The record at `record`, of which `left` follow, has been read from what is between `begin` and
  /// `at`. Reads those behind it that look like it, or like others before, moves `at` behind them,
  /// and returns how many they are.
  SEATHRIFT_NOINLINE std::size_t follow(const std::byte* begin, const std::byte*& at,
                                        const std::byte* end, std::byte* record, std::size_t left) {
    // Where it brings nothing, it is left alone soon.
    if (left < image_kernel_from || spent_ > 16 + moved_ / 16) return 0;
    const std::byte* const from = at;
    std::size_t read = 0;
    if (image_.wire != 0) read = go_on(at, end, record, left);
    if (read == 0) {
      spent_ += 4;
      ImageLearner<P> learner(known_, image_);
      if (learner.learn(begin, static_cast<std::size_t>(from - begin), record)) {
        several_ = side_by_side(image_);
        if (!wide_) {
          lanes_.emplace(image_);
          several_lanes_.emplace(several_);
        }
        read = go_on(at, end, record, left);
      } else {
        image_.wire = 0;
      }
    }
    ++spent_;
    moved_ += read;
    return read;
  }

 private:
  /// Reads several at a time, and then those one by one that are no such number, or precede one
  /// that is another.
  std::size_t go_on(const std::byte*& at, const std::byte* end, std::byte* record,
                    std::size_t left) const noexcept {
    std::byte* to = record + image_.memory;
    std::size_t read = 0;
    if (const std::size_t together = several_.wire / image_.wire; together > 1)
      read = together * move(several_, several_lanes_, to, at, end, left / together);
    return read + move(image_, lanes_, to, at, end, left - read);
  }
  std::size_t move(const LearnedImage& image, const std::optional<LearnedLanes>& lanes,
                   std::byte*& to, const std::byte*& at, const std::byte* end,
                   std::size_t left) const noexcept {
    const std::size_t most = smaller(left, static_cast<std::size_t>(end - at) / image.wire);
    const std::size_t moved =
        wide_ ? read_learned_avx512(image, to, at, most) : read_learned_avx2(*lanes, to, at, most);
    to += moved * image.memory;
    at += moved * image.wire;
    return moved;
  }

  const Image& known_;
  const bool wide_;
  LearnedImage image_;
  LearnedImage several_;
  /// What AVX2 reads by: some kilobytes, which are not even zeroed without it.
  std::optional<LearnedLanes> lanes_;
  std::optional<LearnedLanes> several_lanes_;
  std::size_t spent_ = 0;
  std::size_t moved_ = 0;
};

#endif

}  // namespace seathrift::detail
