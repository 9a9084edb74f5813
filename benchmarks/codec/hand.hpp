// SPDX-License-Identifier: Apache-2.0
#pragma once
// How would one write the codec of the untuned messages by hand, straightforwardly? A line a field,
// a function a type and protocol. Fields are expected in their order, as in the limit, whose
// functions for single values these are; room is asked for once a struct, and behind what varies.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "limit_binary.hpp"
#include "limit_compact.hpp"
#include "untuned.hpp"

namespace bench::hand {

using limit::Byte;
using limit::Input;
using limit::Output;

template <class T, class Message>
concept Is = std::is_same_v<std::remove_const_t<T>, Message>;

// The messages: each calls `way(id, member)` for its fields.

/// How many fields a message has: what its room is reckoned by.
template <class Message>
inline constexpr std::size_t fields_of = 3;
template <>
inline constexpr std::size_t fields_of<Wide> = 60;

template <class Way, Is<Point> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.x);
  way(2, value.y);
}

template <class Way, Is<Entry> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.id);
  way(2, value.text);
  way(3, value.weight);
}

template <class Way, Is<Wide> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.flag1);
  way(2, value.byte1);
  way(3, value.small1);
  way(4, value.number1);
  way(5, value.large1);
  way(6, value.real1);
  way(7, value.text1);
  way(8, value.color1);
  way(9, value.list1);
  way(10, value.point1);
  way(11, value.flag2);
  way(12, value.byte2);
  way(13, value.small2);
  way(14, value.number2);
  way(15, value.large2);
  way(16, value.real2);
  way(17, value.text2);
  way(18, value.color2);
  way(19, value.list2);
  way(20, value.point2);
  way(21, value.flag3);
  way(22, value.byte3);
  way(23, value.small3);
  way(24, value.number3);
  way(25, value.large3);
  way(26, value.real3);
  way(27, value.text3);
  way(28, value.color3);
  way(29, value.list3);
  way(30, value.point3);
  way(31, value.flag4);
  way(32, value.byte4);
  way(33, value.small4);
  way(34, value.number4);
  way(35, value.large4);
  way(36, value.real4);
  way(37, value.text4);
  way(38, value.color4);
  way(39, value.list4);
  way(40, value.point4);
  way(41, value.flag5);
  way(42, value.byte5);
  way(43, value.small5);
  way(44, value.number5);
  way(45, value.large5);
  way(46, value.real5);
  way(47, value.text5);
  way(48, value.color5);
  way(49, value.list5);
  way(50, value.point5);
  way(51, value.flag6);
  way(52, value.byte6);
  way(53, value.small6);
  way(54, value.number6);
  way(55, value.large6);
  way(56, value.real6);
  way(57, value.text6);
  way(58, value.color6);
  way(59, value.list6);
  way(60, value.point6);
}

template <class Way, Is<Level8> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.number);
  way(2, value.name);
}
template <class T>
concept Level = requires(T& value) {
  value.number;
  value.next;
  value.name;
};
template <class Way, Level Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.number);
  way(2, value.next);
  way(3, value.name);
}

template <class Way, Is<Folder> Value>
inline void fields(Way& way, Value& value) {
  way(1, value.name);
  way(2, value.size);
  way(3, value.folders);
}

template <class Way, Is<Values> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.v);
}

template <class Way, Is<Index> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.v);
}

template <class Way, Is<Refusal> Value>
[[gnu::always_inline]] inline void fields(Way& way, Value& value) {
  way(1, value.code);
  way(2, value.reason);
}

template <class Way, Is<Empty> Value>
[[gnu::always_inline]] inline void fields(Way&, Value&) {}

// Writing. `Wire` has the functions for values; what is the same in both protocols is here.

template <class Wire>
class Writer {
 public:
  explicit Writer(Output& out) : out_(out), at_(out.begin()) {}

  template <class Message>
  [[gnu::always_inline]] Byte* message(const Message& value) {
    record(value);
    return at_;
  }

  template <class T>
  [[gnu::always_inline]] void operator()(int id, const T& value) {
    if constexpr (requires { Wire::write(at_, id, last_, value); }) {
      at_ = Wire::write(at_, id, last_, value);
    } else if constexpr (requires { value.has_value(); }) {
      if (!value) return;
      (*this)(id, *value);
    } else {
      at_ = Wire::write_head(at_, id, last_, type_of(value));
      content(value);
    }
    last_ = id;
  }

 private:
  using Type = typename Wire::Type;

  static Type type_of(const std::string&) { return Wire::text; }
  static Type type_of(const std::vector<std::int32_t>&) { return Wire::list; }
  template <class T>
  static Type type_of(const std::vector<T>&) {
    return Wire::list;
  }
  template <class K, class T>
  static Type type_of(const std::map<K, T>&) {
    return Wire::map;
  }
  template <class T>
  static Type type_of(const T&) {
    return Wire::structure;
  }

  /// Room for what varies, and for the rest of the struct.
  [[gnu::always_inline]] void need(std::size_t size) { at_ = out_.need(at_, size + 16 + rest_); }

  template <class Message>
  [[gnu::always_inline]] void record(const Message& value) {
    const int outer = std::exchange(last_, 0);
    const std::size_t rest = std::exchange(rest_, 16 * fields_of<Message>);
    need(0);
    fields(*this, value);
    *at_++ = 0;
    last_ = outer;
    rest_ = rest;
  }

  [[gnu::always_inline]] void content(const std::string& value) {
    need(value.size());
    at_ = limit::copy(Wire::write_size(at_, value.size()), value);
  }
  [[gnu::always_inline]] void content(const std::vector<std::int32_t>& value) {
    need(value.size() * 5);
    at_ = Wire::write_list(at_, Wire::i32, value.size());
    for (const std::int32_t each : value) at_ = Wire::write(at_, each);
  }
  template <class T>
  [[gnu::always_inline]] void content(const std::vector<T>& value) {
    need(0);
    at_ = Wire::write_list(at_, Wire::structure, value.size());
    for (const T& each : value) content(each);
    need(0);
  }
  [[gnu::always_inline]] void content(const std::map<std::string, std::vector<Entry>>& value) {
    need(0);
    at_ = Wire::write_map(at_, Wire::text, Wire::list, value.size());
    for (const auto& [key, entries] : value) {
      content(key);
      content(entries);
    }
    need(0);
  }
  [[gnu::always_inline]] void content(const Value& value) {
    need(32);
    const int outer = std::exchange(last_, 0);
    switch (value.index()) {
      case 1:
        (*this)(1, *std::get_if<1>(&value));
        break;
      case 2:
        (*this)(2, *std::get_if<2>(&value));
        break;
      case 3:
        (*this)(3, *std::get_if<3>(&value));
        break;
      case 4:
        (*this)(4, *std::get_if<4>(&value));
        break;
    }
    last_ = outer;
    *at_++ = 0;
  }
  template <class Message>
  [[gnu::always_inline]] void content(const Message& value) {
    record(value);
    need(0);
  }
  void content(const Folder& value) { record(value); }

  Output& out_;
  Byte* at_;
  int last_ = 0;
  std::size_t rest_ = 0;
};

// Reading.

/// The type of a value on the wire.
template <class Wire, class T>
constexpr typename Wire::Type type_of() {
  if constexpr (std::is_same_v<T, bool>)
    return Wire::boolean;
  else if constexpr (std::is_same_v<T, std::int8_t>)
    return Wire::i8;
  else if constexpr (std::is_same_v<T, std::int16_t>)
    return Wire::i16;
  else if constexpr (std::is_same_v<T, std::int32_t> || std::is_enum_v<T>)
    return Wire::i32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return Wire::i64;
  else if constexpr (std::is_same_v<T, double>)
    return Wire::real;
  else if constexpr (std::is_same_v<T, std::string>)
    return Wire::text;
  else if constexpr (requires(T & value) { value.find(value.begin()->first); })
    return Wire::map;
  else if constexpr (requires(T & value) { value.push_back(value.back()); })
    return Wire::list;
  else
    return Wire::structure;
}

template <class Wire>
class Reader {
 public:
  explicit Reader(Input in) : in_(in) {}

  template <class Message>
  [[gnu::always_inline]] void message(Message& value) {
    record(value);
  }

  template <class T>
  [[gnu::always_inline]] void operator()(int id, T& value) {
    if constexpr (requires { Wire::read(in_, id, last_, value); }) {
      Wire::read(in_, id, last_, value);
    } else if constexpr (requires { value.has_value(); }) {
      if (!Wire::is_next(in_, id, last_, type_of<Wire, typename T::value_type>())) {
        value.reset();
        return;
      }
      if (!value) value.emplace();
      (*this)(id, *value);
    } else {
      Wire::read_head(in_, id, last_, type_of<Wire, T>());
      content(value);
    }
    last_ = id;
  }

 private:
  using Type = typename Wire::Type;

  template <class Message>
  [[gnu::always_inline]] void record(Message& value) {
    const int outer = std::exchange(last_, 0);
    fields(*this, value);
    need(in_, 1);
    limit::expect(*in_.at++ == 0);
    last_ = outer;
  }

  [[gnu::always_inline]] void content(std::string& value) {
    const std::size_t size = Wire::read_size(in_);
    take_text(in_, size, value);
  }
  [[gnu::always_inline]] void content(std::vector<std::int32_t>& value) {
    value.resize(Wire::read_list(in_, Wire::i32));
    for (std::int32_t& each : value) Wire::read(in_, each);
  }
  template <class T>
  [[gnu::always_inline]] void content(std::vector<T>& value) {
    value.resize(Wire::read_list(in_, Wire::structure));
    for (T& each : value) content(each);
  }
  [[gnu::always_inline]] void content(std::map<std::string, std::vector<Entry>>& value) {
    const std::size_t count = Wire::read_map(in_, Wire::text, Wire::list);
    value.clear();
    for (std::size_t i = 0; i < count; ++i) {
      std::string key;
      content(key);
      content(value.emplace_hint(value.end(), std::move(key), std::vector<Entry>())->second);
    }
  }
  [[gnu::always_inline]] void content(Value& value) {
    const int outer = std::exchange(last_, 0);
    switch (Wire::next_id(in_)) {
      case 1:
        (*this)(1, value.index() == 1 ? *std::get_if<1>(&value) : value.emplace<1>());
        break;
      case 2:
        (*this)(2, value.index() == 2 ? *std::get_if<2>(&value) : value.emplace<2>());
        break;
      case 3:
        (*this)(3, value.index() == 3 ? *std::get_if<3>(&value) : value.emplace<3>());
        break;
      case 4:
        (*this)(4, value.index() == 4 ? *std::get_if<4>(&value) : value.emplace<4>());
        break;
      default:
        limit::unexpected();
    }
    last_ = outer;
    need(in_, 1);
    limit::expect(*in_.at++ == 0);
  }
  template <class Message>
  [[gnu::always_inline]] void content(Message& value) {
    record(value);
  }
  void content(Folder& value) { record(value); }

  Input in_;
  int last_ = 0;
};

}  // namespace bench::hand
