// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may a peer send whose structs are of another version? The same message with the fields of
// each struct in any order, unknown ones among them, some twice and some not at all.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <codec/kernel/support.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::testing {

/// Writes a struct's bytes anew, and those of all structs in it, as one version of them.
template <Protocol P>
class OtherVersion {
 public:
  /// Of 16 fields, so many are dropped, doubled, and followed by an unknown one. Then they are put
  /// into another order, or left as they are.
  struct Chances {
    unsigned dropped = 0;
    unsigned doubled = 0;
    unsigned unknown = 0;
    bool in_order = false;
  };

  OtherVersion(std::uint64_t seed, Chances chances) : random_(seed), chances_(chances) {}

  [[nodiscard]] std::vector<std::byte> operator()(std::span<const std::byte> bytes) {
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    std::vector<std::byte> to;
    record(in, in.begin, to);
    return to;
  }

 private:
  using Bytes = std::vector<std::byte>;
  struct Field {
    detail::FieldHead head;
    Bytes value = {};
  };

  static const std::byte* needed(const std::byte* at) {
    if (at == nullptr) std::abort();
    return at;
  }
  static bool in_head(const detail::FieldHead& head) {
    return P::bool_in_field && head.type == Type::boolean;
  }
  bool happens(unsigned chance) { return random_() % 16 < chance; }

  const std::byte* record(detail::Input& in, const std::byte* at, Bytes& to) {
    std::vector<Field> fields;
    std::int32_t last = 0;
    for (;;) {
      Field field;
      at = needed(P::read_field(in, at, last, field.head));
      if (field.head.type == Type::stop) break;
      if (!in_head(field.head)) at = value(in, at, field.head.type, field.value);
      if (!happens(chances_.dropped)) fields.push_back(field);
      if (happens(chances_.doubled)) fields.push_back(field);
      if (happens(chances_.unknown)) fields.push_back(unknown());
    }
    if (!chances_.in_order)
      for (std::size_t i = fields.size(); i > 1; --i)
        std::swap(fields[i - 1], fields[random_() % i]);
    last = 0;
    for (const Field& field : fields) write(field, last, to);
    to.push_back(std::byte{0});
    return at;
  }

  /// Copies a value; the structs in it are written anew.
  const std::byte* value(detail::Input& in, const std::byte* at, Type type, Bytes& to) {
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
      at = needed(detail::skip_value<P>(in, at, type));
    to.insert(to.end(), begin, at);
    for (std::size_t i = 0; i < size; ++i) {
      at = value(in, at, first, to);
      if (second != Type::stop) at = value(in, at, second, to);
    }
    return at;
  }

  Field unknown() {
    constexpr std::string_view text = "something new";
    const auto id = static_cast<std::int32_t>(1000 + random_() % 20);
    std::byte room[40] = {};
    const auto made = [&](Type type, const std::byte* end) {
      Field field;
      field.head.type = type;
      field.head.id = id;
      field.value.assign(static_cast<const std::byte*>(room), end);
      return field;
    };
    switch (random_() % 7) {
      case 0:
        return made(Type::i32, P::write_scalar(room, static_cast<std::int32_t>(random_())));
      case 1:
        return made(Type::i64, P::write_scalar(room, static_cast<std::int64_t>(random_())));
      case 2:
        return made(Type::real, P::write_scalar(room, 0.5));
      case 3: {
        Field field = made(Type::boolean, room);
        field.head.value = true;
        if (!P::bool_in_field) field.value.push_back(std::byte{1});
        return field;
      }
      case 4: {
        std::byte* const end = P::write_list(room, Type::i8, 3);
        return made(Type::list, end + 3);
      }
      case 5: {
        std::byte* const end = P::write_field(room, Type::real, 2, 0);
        return made(Type::structure, P::write_scalar(end, 1.5) + 1);
      }
      default: {
        std::byte* end = P::write_size(room, text.size());
        for (const char c : text) *end++ = static_cast<std::byte>(c);
        return made(Type::string, end);
      }
    }
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

  Random random_;
  Chances chances_;
};

}  // namespace seathrift::testing
