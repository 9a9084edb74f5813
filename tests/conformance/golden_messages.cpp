// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <conformance/golden.hpp>
#include <seathrift/schema/macros.hpp>

// The bytes were written by Apache Thrift's Python library.

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::check_row;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

struct Ids {
  std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0;
  bool operator==(const Ids&) const = default;
};
SEATHRIFT_STRUCT(Ids, (1, a), (16, b), (17, c), (33, d), (500, e))

struct Negative {
  std::int32_t value = 0;
  bool operator==(const Negative&) const = default;
};
SEATHRIFT_STRUCT(Negative, (-1, value))

struct Two {
  std::int32_t first = 0, second = 0;
  bool operator==(const Two&) const = default;
};
SEATHRIFT_STRUCT(Two, (2, second), (1, first))

struct Bools {
  bool first = false, second = false;
  bool operator==(const Bools&) const = default;
};
SEATHRIFT_STRUCT(Bools, (1, first), (2, second))

struct Xtruct {
  std::string string_thing;
  std::int8_t byte_thing = 0;
  std::int32_t i32_thing = 0;
  std::int64_t i64_thing = 0;
  bool operator==(const Xtruct&) const = default;
};
SEATHRIFT_STRUCT(Xtruct, (1, string_thing), (4, byte_thing), (9, i32_thing), (11, i64_thing))

struct Xception {
  std::int32_t error_code = 0;
  std::string message;
  bool operator==(const Xception&) const = default;
};
SEATHRIFT_EXCEPTION(Xception, (1, error_code), (2, message))

struct XceptionResult {
  std::optional<Xception> error;
  bool operator==(const XceptionResult&) const = default;
};
SEATHRIFT_STRUCT(XceptionResult, (1, error))

using MapMap = std::map<std::int32_t, std::map<std::int32_t, std::int32_t>>;

/// The result of a method: its value has id 0, which no macro gives.
template <class T>
struct Success {
  std::optional<T> success;
  bool operator==(const Success&) const = default;
};

}  // namespace

template <class T>
struct seathrift::detail::Record<Success<T>> {
  static constexpr bool travels = true;
  using List = TypeList<void, Field<&Success<T>::success, 0, false>>;
  static constexpr std::size_t size = 1;
  template <std::size_t I>
  using field = typename List::template at<I>;
  static constexpr std::string_view name = "result";
  static constexpr std::array<std::string_view, 2> names = {"success", ""};
};

namespace {

struct StructArguments {
  Xtruct thing;
  bool operator==(const StructArguments&) const = default;
};

struct ApplicationError {
  std::optional<std::string> message;
  std::optional<std::int32_t> type;
  bool operator==(const ApplicationError&) const = default;
};
SEATHRIFT_STRUCT(ApplicationError, (1, message), (2, type))

template <class P>
std::string written(const MessageHead& head) {
  std::vector<std::byte> bytes(P::max_message_head + head.name.size() + Buffer::slack);
  std::byte* const end = P::write_message(bytes.data(), head);
  REQUIRE(static_cast<std::size_t>(end - bytes.data()) <= P::max_message_head + head.name.size());
  return hex_of({bytes.data(), static_cast<std::size_t>(end - bytes.data())});
}

/// Reads a head; an error is told as the head's absence.
template <class P>
std::optional<MessageHead> read(const std::vector<std::byte>& bytes, Errc* error = nullptr) {
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  MessageHead head;
  const std::byte* const end = P::read_message(in, in.begin, head);
  if (error != nullptr) *error = in.error;
  if (end == nullptr) {
    REQUIRE(in.error != Errc::none);
    return std::nullopt;
  }
  REQUIRE(end <= in.end);
  return head;
}

template <class P>
void check_head(const MessageHead& head, std::string_view text) {
  CAPTURE(P::name, text);
  REQUIRE(written<P>(head) == hex(text));
  auto bytes = bytes_of(text);
  const auto back = read<P>(bytes);
  REQUIRE(back);
  REQUIRE(back->name == head.name);
  REQUIRE(back->type == head.type);
  REQUIRE(back->seqid == head.seqid);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Errc error{};
    REQUIRE(!read<P>({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}, &error));
    REQUIRE(error == Errc::truncated);
  }
  for (std::byte& byte : bytes)
    for (unsigned bit = 0; bit < 8; ++bit) {
      byte ^= static_cast<std::byte>(1u << bit);
      (void)read<P>(bytes);
      byte ^= static_cast<std::byte>(1u << bit);
    }
}

}  // namespace

TEST_CASE("golden: message heads") {
  check_head<Binary>({"testVoid", MessageType::call, 0}, "80010001 00000008 'testVoid' 00000000");
  check_head<Compact>({"testVoid", MessageType::call, 0}, "8221 00 08 'testVoid'");
  check_head<Compact>({"testVoid", MessageType::reply, 0}, "8241 00 08 'testVoid'");
  check_head<Compact>({"testVoid", MessageType::exception, 0}, "8261 00 08 'testVoid'");
  check_head<Compact>({"testVoid", MessageType::oneway, 0}, "8281 00 08 'testVoid'");
}

TEST_CASE("golden: sequence ids of any value") {
  check_head<Compact>({"testVoid", MessageType::call, -1}, "8221 ffffffff0f 08 'testVoid'");
  check_head<Compact>({"testVoid", MessageType::call, 300}, "8221 ac02 08 'testVoid'");
  check_head<Binary>({"testVoid", MessageType::call, -1}, "80010001 00000008 'testVoid' ffffffff");
  check_head<Binary>({"testVoid", MessageType::call, 300}, "80010001 00000008 'testVoid' 0000012c");
}

TEST_CASE("golden: non-strict Binary is read") {
  const auto bytes = bytes_of("00000008 'testVoid' 01 00000000");
  const auto head = read<Binary>(bytes);
  REQUIRE(head);
  REQUIRE(head->name == "testVoid");
  REQUIRE(head->type == MessageType::call);
  REQUIRE(head->seqid == 0);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE(!read<Binary>({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
}

TEST_CASE("golden: the multiplexed name is a name like any other") {
  check_head<Binary>({"ThriftTest:testVoid", MessageType::call, 1},
                     "80010001 00000013 'ThriftTest:testVoid' 00000001");
  check_head<Compact>({"ThriftTest:testVoid", MessageType::call, 1},
                      "8221 01 13 'ThriftTest:testVoid'");
}

TEST_CASE("golden: TApplicationException") {
  check_head<Binary>({"x", MessageType::exception, 7}, "80010003 00000001 'x' 00000007");
  check_head<Compact>({"x", MessageType::exception, 7}, "8261 07 01 'x'");
  const std::string text = "Invalid method name: 'x'";
  auto binary = bytes_of("0b0001 00000018");
  auto compact = bytes_of("18 18");
  for (const char c : text) {
    binary.push_back(static_cast<std::byte>(c));
    compact.push_back(static_cast<std::byte>(c));
  }
  check_row<Binary>(ApplicationError{text, 1}, hex_of(binary) + " 08 0002 00000001 00");
  check_row<Compact>(ApplicationError{text, 1}, hex_of(compact) + " 15 02 00");
}

TEST_CASE("golden: gaps between ids") {
  check_row<Compact>(Ids{}, "15 00 f5 00 15 00 05 42 00 05 e807 00 00");
  check_row<Binary>(Ids{}, "08 0001 00*4 08 0010 00*4 08 0011 00*4 08 0021 00*4 08 01f4 00*4 00");
}

TEST_CASE("golden: a negative id") { check_row(Negative{}, "08 ffff 00000000 00", "05 01 00 00"); }

TEST_CASE("golden: fields are written by id and read in any order") {
  REQUIRE(hex_of(encode<Compact>(Two{1, 2})) == hex("15 02 15 04 00"));
  const Two back = decode<Compact, Two>(bytes_of("25 04 05 02 02 00"));
  REQUIRE(back == Two{1, 2});
  REQUIRE(decode<Compact, Two>(bytes_of("25 00 05 02 00 00")) == Two{});
}

TEST_CASE("golden: two booleans") {
  check_row(Bools{true, false}, "02 0001 01 02 0002 00 00", "11 12 00");
}

TEST_CASE("golden: string argument and result") {
  struct Arguments {
    std::string thing;
    bool operator==(const Arguments&) const = default;
  };
  check_head<Binary>({"testString", MessageType::call, 1},
                     "80010001 0000000a 'testString' 00000001");
  check_head<Compact>({"testString", MessageType::call, 1}, "8221 01 0a 'testString'");
  check_row(Arguments{"Test"}, "0b 0001 00000004 'Test' 00", "18 04 'Test' 00");
  check_row(Success<std::string>{"Test"}, "0b 0000 00000004 'Test' 00", "08 00 04 'Test' 00");
}

TEST_CASE("golden: a boolean result") {
  check_row(Success<bool>{true}, "02 0000 01 00", "01 00 00");
  check_row(Success<bool>{false}, "02 0000 00 00", "02 00 00");
  check_row(Success<bool>{}, "00", "00");
}

TEST_CASE("golden: a map of maps as result") {
  Success<MapMap> result;
  for (std::int32_t i = 1; i <= 4; ++i) {
    if (!result.success) result.success.emplace();
    (*result.success)[4][i] = i;
    (*result.success)[-4][-i] = -i;
  }
  check_row<Compact>(
      result,
      "0b 00 02 5b 07 04 55 07 07 05 05 03 03 01 01 08 04 55 02 02 04 04 06 06 08 08 "
      "00");
  check_row<Binary>(
      result,
      "0d 0000 08 0d 00000002 fffffffc 08 08 00000004 fffffffc fffffffc fffffffd fffffffd "
      "fffffffe fffffffe ffffffff ffffffff 00000004 08 08 00000004 00000001 00000001 "
      "00000002 00000002 00000003 00000003 00000004 00000004 00");
}

TEST_CASE("golden: an exception in a result") {
  check_row(XceptionResult{Xception{1001, "Xception"}},
            "0c 0001 08 0001 000003e9 0b 0002 00000008 'Xception' 00 00",
            "1c 15 d20f 18 08 'Xception' 00 00");
}

TEST_CASE("golden: a struct as argument") {
  check_row(StructArguments{{"Zero", 1, -3, -5}},
            "0c 0001 0b 0001 00000004 'Zero' 03 0004 01 08 0009 fffffffd 0a 000b ff*7 fb 00 00",
            "1c 18 04 'Zero' 33 01 55 05 26 09 00 00");
}

TEST_CASE("golden: oneway argument") {
  struct Arguments {
    std::int32_t seconds = 0;
    bool operator==(const Arguments&) const = default;
  };
  check_head<Binary>({"testOneway", MessageType::oneway, 1},
                     "80010004 0000000a 'testOneway' 00000001");
  check_head<Compact>({"testOneway", MessageType::oneway, 1}, "8281 01 0a 'testOneway'");
  check_row(Arguments{1}, "08 0001 00000001 00", "15 02 00");
}
