// SPDX-License-Identifier: Apache-2.0
#pragma once
// How would one write by hand a reader that takes fields in any order, straightforwardly? The loop
// that generated code has: read a head, switch by its id, read what has the type that is expected,
// pass over anything else. What is not in the message becomes blank.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hand.hpp"
#include "hand_wires.hpp"
#include "messages.hpp"

namespace bench::hand {

// The messages: each calls `way(member)` for the field with an id; false where there is none.

template <class Way>
bool field(Way& way, Small& value, int id) {
  switch (id) {
    case 1:
      return way(value.a);
    case 2:
      return way(value.b);
    case 3:
      return way(value.c);
    case 4:
      return way(value.d);
    case 5:
      return way(value.s);
    case 6:
      return way(value.e);
  }
  return false;
}

template <class Way>
bool field(Way& way, Rect& value, int id) {
  switch (id) {
    case 1:
      return way(value.x);
    case 2:
      return way(value.y);
    case 3:
      return way(value.width);
    case 4:
      return way(value.height);
  }
  return false;
}

template <class Way>
bool field(Way& way, Vec3& value, int id) {
  switch (id) {
    case 1:
      return way(value.x);
    case 2:
      return way(value.y);
    case 3:
      return way(value.z);
  }
  return false;
}

template <class Way>
bool field(Way& way, Weapon& value, int id) {
  switch (id) {
    case 1:
      return way(value.name);
    case 2:
      return way(value.damage);
  }
  return false;
}

template <class Way>
bool field(Way& way, Monster& value, int id) {
  switch (id) {
    case 1:
      return way(value.pos);
    case 2:
      return way(value.mana);
    case 3:
      return way(value.hp);
    case 4:
      return way(value.name);
    case 5:
      return way(value.inventory);
    case 6:
      return way(value.color);
    case 7:
      return way(value.weapons);
    case 8:
      return way(value.equipped);
    case 9:
      return way(value.path);
  }
  return false;
}

template <class Message>
concept OfOneField =
    std::same_as<Message, Rects> || std::same_as<Message, Monsters> || std::same_as<Message, Index>;
template <class Way, OfOneField Message>
bool field(Way& way, Message& value, int id) {
  return id == 1 && way(value.v);
}

template <class Way>
bool field(Way& way, Wide& value, int id) {
  switch (id) {
    case 1:
      return way(value.flag1);
    case 2:
      return way(value.byte1);
    case 3:
      return way(value.small1);
    case 4:
      return way(value.number1);
    case 5:
      return way(value.large1);
    case 6:
      return way(value.real1);
    case 7:
      return way(value.text1);
    case 8:
      return way(value.color1);
    case 9:
      return way(value.list1);
    case 10:
      return way(value.point1);
    case 11:
      return way(value.flag2);
    case 12:
      return way(value.byte2);
    case 13:
      return way(value.small2);
    case 14:
      return way(value.number2);
    case 15:
      return way(value.large2);
    case 16:
      return way(value.real2);
    case 17:
      return way(value.text2);
    case 18:
      return way(value.color2);
    case 19:
      return way(value.list2);
    case 20:
      return way(value.point2);
    case 21:
      return way(value.flag3);
    case 22:
      return way(value.byte3);
    case 23:
      return way(value.small3);
    case 24:
      return way(value.number3);
    case 25:
      return way(value.large3);
    case 26:
      return way(value.real3);
    case 27:
      return way(value.text3);
    case 28:
      return way(value.color3);
    case 29:
      return way(value.list3);
    case 30:
      return way(value.point3);
    case 31:
      return way(value.flag4);
    case 32:
      return way(value.byte4);
    case 33:
      return way(value.small4);
    case 34:
      return way(value.number4);
    case 35:
      return way(value.large4);
    case 36:
      return way(value.real4);
    case 37:
      return way(value.text4);
    case 38:
      return way(value.color4);
    case 39:
      return way(value.list4);
    case 40:
      return way(value.point4);
    case 41:
      return way(value.flag5);
    case 42:
      return way(value.byte5);
    case 43:
      return way(value.small5);
    case 44:
      return way(value.number5);
    case 45:
      return way(value.large5);
    case 46:
      return way(value.real5);
    case 47:
      return way(value.text5);
    case 48:
      return way(value.color5);
    case 49:
      return way(value.list5);
    case 50:
      return way(value.point5);
    case 51:
      return way(value.flag6);
    case 52:
      return way(value.byte6);
    case 53:
      return way(value.small6);
    case 54:
      return way(value.number6);
    case 55:
      return way(value.large6);
    case 56:
      return way(value.real6);
    case 57:
      return way(value.text6);
    case 58:
      return way(value.color6);
    case 59:
      return way(value.list6);
    case 60:
      return way(value.point6);
  }
  return false;
}

template <class Way>
bool field(Way& way, Level8& value, int id) {
  switch (id) {
    case 1:
      return way(value.number);
    case 2:
      return way(value.name);
  }
  return false;
}
template <class Way, Level Value>
bool field(Way& way, Value& value, int id) {
  switch (id) {
    case 1:
      return way(value.number);
    case 2:
      return way(value.next);
    case 3:
      return way(value.name);
  }
  return false;
}

template <class Way>
bool field(Way& way, Point& value, int id) {
  switch (id) {
    case 1:
      return way(value.x);
    case 2:
      return way(value.y);
  }
  return false;
}

template <class Way>
bool field(Way& way, Entry& value, int id) {
  switch (id) {
    case 1:
      return way(value.id);
    case 2:
      return way(value.text);
    case 3:
      return way(value.weight);
  }
  return false;
}

template <class Way>
bool field(Way& way, Refusal& value, int id) {
  switch (id) {
    case 1:
      return way(value.code);
    case 2:
      return way(value.reason);
  }
  return false;
}

/// How many fields a message has; their ids follow each other.
template <class Message>
inline constexpr int count_of = 3;
template <OfOneField Message>
inline constexpr int count_of<Message> = 1;
template <>
inline constexpr int count_of<Small> = 6;
template <>
inline constexpr int count_of<Rect> = 4;
template <>
inline constexpr int count_of<Weapon> = 2;
template <>
inline constexpr int count_of<Monster> = 9;
template <>
inline constexpr int count_of<Wide> = 60;
template <>
inline constexpr int count_of<Level8> = 2;
template <>
inline constexpr int count_of<Point> = 2;
template <>
inline constexpr int count_of<Refusal> = 2;

/// Makes members blank, and keeps their memory.
struct Blank {
  template <class T>
  bool operator()(T& member) {
    if constexpr (requires { member.reset(); })
      member.reset();
    else if constexpr (requires { member.clear(); })
      member.clear();
    else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      member = T{};
    else
      message(member);
    return true;
  }

  template <class Message>
  void message(Message& value) {
    for (int id = 1; id <= count_of<Message>; ++id) field(*this, value, id);
  }
};

/// The type of a field on the wire.
template <class Wire, class T>
inline constexpr auto expected = type_of<Wire, T>();
template <class Wire, class T>
inline constexpr auto expected<Wire, std::optional<T>> = expected<Wire, T>;

template <class Wire>
class AnyOrderReader {
 public:
  explicit AnyOrderReader(Input in) : in_(in) {}

  template <class Message>
  void message(Message& value) {
    std::uint64_t seen = 0;
    int last = 0;
    for (;;) {
      const auto head = Wire::take_head(in_, last);
      if (head.type == Wire::stop) break;
      last = head.id;
      Reading reading{*this, head.type};
      if (field(reading, value, head.id))
        seen |= std::uint64_t{1} << head.id;
      else
        skip(head.type);
    }
    constexpr std::uint64_t all = ((std::uint64_t{1} << count_of<Message>)-1) << 1;
    Blank blank;
    for (std::uint64_t rest = all & ~seen; rest != 0; rest &= rest - 1)
      field(blank, value, std::countr_zero(rest));
  }

 private:
  using Type = typename Wire::Type;

  /// A field whose head was read.
  struct Reading {
    AnyOrderReader& reader;
    Type type;

    template <class T>
    bool operator()(T& member) {
      return is_type<T>(type) && (reader.content(member, type), true);
    }
  };

  template <class T>
  static bool is_type(Type type) {
    return type == expected<Wire, T> || (expected<Wire, T> == Wire::boolean && type == Wire::no);
  }

  template <class T>
  void content(std::optional<T>& value, Type type) {
    if (!value) value.emplace();
    content(*value, type);
  }
  void content(bool& value, Type type) { Wire::take(in_, value, type); }
  template <class Number>
  requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>) void content(Number& value,
                                                                                Type) {
    need(in_, Wire::template least<Number>);
    Wire::take(in_, value);
  }
  void content(std::string& value, Type) {
    const std::size_t size = Wire::read_size(in_);
    take_text(in_, size, value);
  }
  template <class T>
  void content(std::vector<T>& value, Type) {
    constexpr Type element = expected<Wire, T>;
    value.resize(Wire::read_list(in_, element));
    for (T& each : value) content(each, element);
  }
  void content(std::map<std::string, std::vector<Entry>>& value, Type) {
    const std::size_t count = Wire::read_map(in_, Wire::text, Wire::list);
    value.clear();
    for (std::size_t i = 0; i < count; ++i) {
      std::string key;
      content(key, Wire::text);
      content(value.emplace_hint(value.end(), std::move(key), std::vector<Entry>())->second,
              Wire::list);
    }
  }
  template <class Message>
  requires std::is_class_v<Message>
  void content(Message& value, Type) { message(value); }

  /// Passes over a value: of those that these messages are strewn with, a number or a text.
  void skip(Type type) {
    if (type == Wire::text) {
      const std::size_t size = Wire::read_size(in_);
      need(in_, size);
      in_.at += size;
      return;
    }
    limit::expect(type == Wire::i32);
    std::int32_t number = 0;
    content(number, type);
  }

  Input in_;
};

}  // namespace bench::hand
