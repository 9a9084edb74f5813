// SPDX-License-Identifier: Apache-2.0
// Any bytes, read by Apache's C++ library and by us: the same verdict, as many bytes, the same
// value. Where we differ on purpose is written here and in apache_watch.hpp, each case with its
// reason.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/TConfiguration.h>
#include <thrift/transport/TBufferTransports.h>

#include "kitchen_types.h"

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

#include "../interop/kitchen.hpp"
#include "apache_watch.hpp"
#include "target.hpp"

using apache::thrift::TConfiguration;
using apache::thrift::transport::TMemoryBuffer;
using fuzz::Bytes;
using fuzz::Excused;
using seathrift::Errc;

namespace {

// Apache makes room for what a few bytes announce, so it is told that nothing is larger than they
// are: it would fail anyway when it came to read it.
struct Binary {
  using Ours = seathrift::Binary;
  static auto theirs(std::shared_ptr<TMemoryBuffer> memory, int most) {
    return std::make_shared<apache::thrift::protocol::TBinaryProtocol>(memory, most, most, false,
                                                                       true);
  }
};
struct Compact {
  using Ours = seathrift::Compact;
  static auto theirs(std::shared_ptr<TMemoryBuffer> memory, int most) {
    return std::make_shared<apache::thrift::protocol::TCompactProtocol>(memory, most, most);
  }
};

std::shared_ptr<TMemoryBuffer> memory_of(Bytes bytes) {
  // It counts every skipped value as a level, we the containers and structs: so neither's depth is
  // compared.
  const auto limits = std::make_shared<TConfiguration>(
      static_cast<int>(bytes.size() + 1), +TConfiguration::DEFAULT_MAX_FRAME_SIZE, 200);
  // It reads from the address of what it does not write to.
  auto* const data = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(bytes.data()));
  return std::make_shared<TMemoryBuffer>(data, static_cast<std::uint32_t>(bytes.size()),
                                         TMemoryBuffer::OBSERVE, limits);
}

std::string hex(Bytes bytes) {
  std::string text;
  char digits[4];
  for (const std::byte byte : bytes) {
    std::snprintf(digits, sizeof digits, "%02x ", std::to_integer<unsigned>(byte));
    text += digits;
  }
  return text;
}

[[noreturn]] void differ(Bytes input, std::string_view what, std::string_view more = "") {
  std::fprintf(stderr, "they differ: %.*s\n  bytes %s\n  %.*s\n", static_cast<int>(what.size()),
               what.data(), hex(input).c_str(), static_cast<int>(more.size()), more.data());
  std::abort();
}

/// Where we are stricter: the error that we alone find.
bool is_stricter(const seathrift::detail::Input& in) {
  // We count levels by what is nested, and have the lower limit here.
  if (in.error == Errc::depth_limit) return true;
  // A varint whose tenth byte holds more than the 64th bit: Apache drops the rest, and the value is
  // none that anybody wrote.
  if (in.error != Errc::invalid_data || in.room(in.at) < 10) return false;
  for (int i = 0; i != 9; ++i)
    if (std::to_integer<unsigned>(in.at[i]) < 0x80) return false;
  const auto tenth = std::to_integer<unsigned>(in.at[9]);
  return tenth > 1 && tenth < 0x80;
}

template <class Pair, class Theirs, class Ours>
void compare(Bytes bytes) {
  Ours ours{};
  seathrift::detail::Input in(bytes.data(), bytes.size(), seathrift::Limits{});
  const std::byte* const end =
      seathrift::detail::decode_value<typename Pair::Ours>(in, bytes.data(), ours);

  const auto memory = memory_of(bytes);
  const auto most = static_cast<int>(bytes.size());
  fuzz::ReadWatch reader(Pair::theirs(memory, most));
  Theirs theirs;
  std::string refused;
  try {
    theirs.read(&reader);
  } catch (const Excused&) {
    return;
  } catch (const apache::thrift::protocol::TProtocolException& error) {
    if (error.getType() == apache::thrift::protocol::TProtocolException::DEPTH_LIMIT) return;
    refused = std::string("theirs: ") + error.what();
  } catch (const apache::thrift::TException& error) {
    refused = std::string("theirs: ") + error.what();
  }
  if (!refused.empty()) {
    if (end != nullptr) differ(bytes, "only Apache refuses", refused);
    return;
  }
  if (end == nullptr) {
    if (is_stricter(in)) return;
    differ(bytes, "only we refuse", seathrift::detail::read_error(in, Pair::Ours::name).text());
  }
  if (memory->available_read() != in.room(end)) differ(bytes, "one takes more bytes");

  // Apache's code leaves a field away that holds an exception and was not set, even one that is
  // not optional.
  if constexpr (requires { ours.small.code; }) theirs.__isset.small = true;
  const auto written = std::make_shared<TMemoryBuffer>();
  fuzz::WriteWatch writer(Pair::theirs(written, 0));
  theirs.write(&writer);
  const std::string their_bytes = written->getBufferAsString();
  const std::vector<std::byte> our_bytes = seathrift::encode<typename Pair::Ours>(ours);
  const Bytes theirs_again = std::as_bytes(std::span(their_bytes));
  if (std::equal(our_bytes.begin(), our_bytes.end(), theirs_again.begin(), theirs_again.end()))
    return;
  if (reader.field_twice || reader.nan || reader.entries != writer.entries ||
      writer.union_of_several)
    return;
  differ(bytes, "the values", "theirs " + hex(theirs_again) + "\n  ours   " + hex(our_bytes));
}

/// The head of a message.
template <class Pair>
void compare_heads(Bytes bytes) {
  seathrift::detail::Input in(bytes.data(), bytes.size(), seathrift::Limits{});
  seathrift::MessageHead head;
  const std::byte* const end = Pair::Ours::read_message(in, bytes.data(), head);
  const auto memory = memory_of(bytes);
  const auto protocol = Pair::theirs(memory, static_cast<int>(bytes.size()));
  std::string name;
  apache::thrift::protocol::TMessageType type{};
  std::int32_t seqid = 0;
  try {
    protocol->readMessageBegin(name, type, seqid);
  } catch (const apache::thrift::TException& error) {
    if (end != nullptr) differ(bytes, "only Apache refuses the head", error.what());
    return;
  }
  if (end == nullptr) {
    // A message that is neither a call nor a reply is of no use: Apache's callers refuse it later.
    if (type < 1 || type > 4) return;
    if (is_stricter(in)) return;
    differ(bytes, "only we refuse the head",
           seathrift::detail::read_error(in, Pair::Ours::name).text());
  }
  if (head.name != name || static_cast<int>(head.type) != type || head.seqid != seqid ||
      memory->available_read() != in.room(end))
    differ(bytes, "the heads");
}

template <class Pair>
void compare_chosen(unsigned choice, Bytes bytes) {
  namespace theirs = apache::kitchen;
  switch (choice) {
    case 0:
      return compare<Pair, theirs::Plain, kitchen::Plain>(bytes);
    case 1:
      return compare<Pair, theirs::Must, kitchen::Must>(bytes);
    case 2:
      return compare<Pair, theirs::MayDefault, kitchen::MayDefault>(bytes);
    case 3:
      return compare<Pair, theirs::Lists, kitchen::Lists>(bytes);
    case 4:
      return compare<Pair, theirs::Sets, kitchen::Sets>(bytes);
    case 5:
      return compare<Pair, theirs::Keys, kitchen::Keys>(bytes);
    case 6:
      return compare<Pair, theirs::Values, kitchen::Values>(bytes);
    case 7:
      return compare<Pair, theirs::Nested, kitchen::Nested>(bytes);
    case 8:
      return compare<Pair, theirs::Tree, kitchen::Tree>(bytes);
    case 9:
      return compare<Pair, theirs::Unsorted, kitchen::Unsorted>(bytes);
    default:
      return compare_heads<Pair>(bytes);
  }
}

}  // namespace

FUZZ_TARGET(input) {
  fuzz::Choices choices(input);
  const unsigned choice = choices.next() % 22;
  if (choices.rest().empty()) return;
  if (choice % 2 == 0)
    compare_chosen<Binary>(choice / 2, choices.rest());
  else
    compare_chosen<Compact>(choice / 2, choices.rest());
}
