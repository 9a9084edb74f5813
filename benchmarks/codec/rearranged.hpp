// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a peer send whose structs are of another version? The same message with each struct's
// fields in another order, with fields that this side doesn't know, or with fields left out.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include <seathrift/codec/skip.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace bench {

enum class Version : std::uint8_t {
  same,
  /// The last field first.
  reversed,
  /// The second field first, then the first one, and so on by pairs.
  swapped,
  /// Two unknown fields behind those that are known.
  added,
  /// An unknown field behind each that is known.
  strewn,
  /// Every second field left out.
  missing,
};

/// Writes a struct's bytes anew, and those of all structs in it.
template <seathrift::Protocol P>
class Rearranger {
 public:
  explicit Rearranger(Version version) : version_(version) {}

  [[nodiscard]] std::vector<std::byte> operator()(std::span<const std::byte> bytes) const {
    seathrift::detail::Input in(bytes.data(), bytes.size(), seathrift::Limits{});
    std::vector<std::byte> to;
    record(in, in.begin, to);
    return to;
  }

 private:
  using Bytes = std::vector<std::byte>;
  using Input = seathrift::detail::Input;
  using Type = seathrift::Type;
  using FieldHead = seathrift::detail::FieldHead;
  struct Field {
    FieldHead head;
    Bytes value = {};
  };

  static const std::byte* needed(const std::byte* at) {
    if (at == nullptr) std::abort();
    return at;
  }

  const std::byte* record(Input& in, const std::byte* at, Bytes& to) const {
    std::vector<Field> fields;
    std::int32_t last = 0;
    for (;;) {
      Field field;
      at = needed(P::read_field(in, at, last, field.head));
      if (field.head.type == Type::stop) break;
      if (!in_head(field.head)) at = value(in, at, field.head.type, field.value);
      fields.push_back(field);
    }
    last = 0;
    for (const Field& field : arranged(fields)) write(field, last, to);
    to.push_back(std::byte{0});
    return at;
  }

  /// Copies a value; the structs in it are written anew.
  const std::byte* value(Input& in, const std::byte* at, Type type, Bytes& to) const {
    const std::byte* const begin = at;
    Type first = Type::stop;
    Type second = Type::stop;
    std::size_t size = 0;
    if (type == Type::structure) return record(in, at, to);
    if (type == Type::list || type == Type::set)
      at = needed(P::read_list(in, at, first, size));
    else if (type == Type::map)
      at = needed(P::read_map(in, at, first, second, size));
    else
      at = needed(seathrift::detail::skip_value<P>(in, at, type));
    to.insert(to.end(), begin, at);
    for (std::size_t i = 0; i < size; ++i) {
      at = value(in, at, first, to);
      if (second != Type::stop) at = value(in, at, second, to);
    }
    return at;
  }

  [[nodiscard]] std::vector<Field> arranged(std::vector<Field> fields) const {
    std::vector<Field> to;
    const std::int32_t last = fields.empty() ? 0 : fields.back().head.id;
    switch (version_) {
      case Version::same:
        return fields;
      case Version::reversed:
        std::reverse(fields.begin(), fields.end());
        return fields;
      case Version::swapped:
        for (std::size_t i = 1; i < fields.size(); i += 2) std::swap(fields[i - 1], fields[i]);
        return fields;
      case Version::added:
        fields.push_back(unknown(last + 1));
        fields.push_back(unknown(last + 2));
        return fields;
      case Version::strewn:
        for (const Field& field : fields) {
          to.push_back(field);
          to.push_back(unknown(1000 + field.head.id));
        }
        return to;
      case Version::missing:
        for (std::size_t i = 0; i < fields.size(); i += 2) to.push_back(fields[i]);
        return to;
    }
    return fields;
  }

  /// A number or a text, in turn.
  static Field unknown(std::int32_t id) {
    constexpr std::string_view text = "something new";
    std::byte room[32] = {};
    std::byte* end = room;
    if (id % 2 != 0) {
      end = P::write_scalar(room, std::int32_t{123456});
      return {{Type::i32, id}, {room, end}};
    }
    end = P::write_size(room, text.size());
    end = std::copy_n(reinterpret_cast<const std::byte*>(text.data()), text.size(), end);
    return {{Type::string, id}, {room, end}};
  }

  static bool in_head(const FieldHead& head) {
    return P::bool_in_field && head.type == Type::boolean;
  }

  static void write(const Field& field, std::int32_t& last, Bytes& to) {
    std::byte room[32] = {};
    const std::byte* const end = P::write_field(room, field.head.type, field.head.id, last);
    if (in_head(field.head))
      room[0] = (room[0] & std::byte{0xf0}) | (field.head.value ? std::byte{1} : std::byte{2});
    to.insert(to.end(), static_cast<const std::byte*>(room), end);
    to.insert(to.end(), field.value.begin(), field.value.end());
    last = field.head.id;
  }

  Version version_;
};

}  // namespace bench
