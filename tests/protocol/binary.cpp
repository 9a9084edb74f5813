// SPDX-License-Identifier: Apache-2.0
#include <seathrift/protocol/binary.hpp>

#include <array>
#include <cstddef>
#include <cstring>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/core/limits.hpp>

#include "support.hpp"

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::refusal;

namespace {

/// As boost::uuids::uuid is as of Boost 1.86, in what the protocols use of it.
struct LaterUuid {
  struct Data {
    unsigned char bytes[16] = {};
    constexpr unsigned char* operator()() noexcept { return bytes; }
    constexpr const unsigned char* operator()() const noexcept { return bytes; }
  };
  Data data = {};
};

}  // namespace

TEMPLATE_TEST_CASE("protocols: a uuid's bytes may be in an array, or in an object", "", Binary,
                   Compact) {
  LaterUuid uuid;
  for (unsigned char i = 0; i < 16; ++i) uuid.data.bytes[i] = static_cast<unsigned char>(i + 1);
  std::array<std::byte, 16> block{};
  REQUIRE(TestType::write_scalar(block.data(), uuid) == block.data() + 16);
  REQUIRE(block[15] == std::byte{16});
  LaterUuid back;
  detail::Input in(block.data(), 16, Limits{});
  REQUIRE(TestType::read_scalar(in, in.begin, back) == in.end);
  REQUIRE(std::memcmp(back.data.bytes, uuid.data.bytes, 16) == 0);
}

TEST_CASE("binary: another version or protocol is refused as such") {
  REQUIRE(refusal<Binary>("80020001 00000001 'a' 00000000") == Errc::bad_version);
  REQUIRE(refusal<Binary>("82210001 'a' 00*8") == Errc::bad_version);
  REQUIRE(refusal<Binary>("ff*16") == Errc::bad_version);
  // HTTP, TLS: names that are too long for an old message.
  REQUIRE(refusal<Binary>("'GET / HTTP/1.1' 0d0a") == Errc::bad_version);
  REQUIRE(refusal<Binary>("16030100 00*20") == Errc::bad_version);
}

TEST_CASE("binary: names that lie about their length") {
  REQUIRE(refusal<Binary>("80010001 ffffffff 'a' 00000000") == Errc::negative_size);
  REQUIRE(refusal<Binary>("80010001 7fffffff 'a' 00000000") == Errc::truncated);
  REQUIRE(refusal<Binary>("00001000 'a' 01 00000000") == Errc::truncated);
}

TEST_CASE("binary: a kind of message that there is not") {
  REQUIRE(refusal<Binary>("80010000 00000001 'a' 00000000") == Errc::invalid_data);
  REQUIRE(refusal<Binary>("80010005 00000001 'a' 00000000") == Errc::invalid_data);
  REQUIRE(refusal<Binary>("00000001 'a' 09 00000000") == Errc::bad_version);
}

TEST_CASE("binary: the byte between version and kind is not looked at") {
  const auto bytes = bytes_of("80014202 00000001 'a' 00000005");
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  MessageHead head;
  REQUIRE(Binary::read_message(in, in.begin, head) == in.end);
  REQUIRE(head.type == MessageType::reply);
  REQUIRE(head.seqid == 5);
}
