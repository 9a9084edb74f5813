// SPDX-License-Identifier: Apache-2.0
#pragma once
// What holds of any bytes that are decoded? A value or an error; a value survives being written
// and read again; a used object ends as a new one does; what can be decoded can be skipped.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/codec/skip.hpp>

#include "target.hpp"
#include "types.hpp"

namespace fuzz {

template <class P, class T>
void same(const T& first, const T& second, const char* what) {
  if constexpr (requires { first == second; } && std::is_same_v<T, Hashed>)
    promise(first == second, what);
  else
    promise(seathrift::encode<P>(first) == seathrift::encode<P>(second), what);
}

/// A value in which little has its default, as bytes of the other type's message: what is left in
/// a used object.
template <class P, class T>
void make_used(T& value) {
  // The fields are of no interest, as long as there are some of each type under small ids.
  if constexpr (std::is_same_v<T, Plain>) {
    value = {};
    value.truth = false;
    value.text = "used";
    value.choice = Choice(std::in_place_index<3>, "used");
    value.ints = {9, 9, 9, 9};
    value.words = {"used", "words"};
    value.counts = {{"used", 1}, {"counts", 2}};
  } else if constexpr (std::is_same_v<T, Regular>) {
    value = {};
    value.text = "used";
    value.choice = Choice(std::in_place_index<3>, "used");
    value.ints = {9, 9, 9, 9};
    value.counts = {{"used", Point{9, 9}}};
    value.perhaps = Pause{std::chrono::milliseconds(9)};
  } else if constexpr (std::is_same_v<T, Perhaps>) {
    value.truth = true;
    value.text = "used";
    value.must = "used";
    value.blob.emplace(9);
    value.choice.emplace(std::in_place_index<5>, 3);
    value.ints.emplace(3);
    value.words = {"used"};
    value.counts = {{"used", 1}};
  } else if constexpr (std::is_same_v<T, Elements>) {
    value.truths = {true, false, true};
    value.middles.resize(40);
    value.wides.resize(3);
    value.texts = {"used", "texts"};
    value.points.resize(2);
    value.cube.resize(2, {{true}});
    value.two = {"used", "two"};
    value.set = {{9, 9}};
    value.drawers = {{1, {{1, "used"}}}};
    value.shelves["used"][Color::blue].must = "used";
  } else if constexpr (std::is_same_v<T, Node>) {
    value.children.resize(3);
    value.children[1].children.resize(2);
    value.next = std::make_unique<Node>();
    value.next->value = 9;
    value.shared = std::make_shared<const Node>();
    value.named["used"].value = 9;
    value.pointers.resize(2);
  } else if constexpr (std::is_same_v<T, Aggregate>) {
    value = {9, "used", Point{9, 9}, {Choice(std::in_place_index<1>, true)}, true};
  } else if constexpr (std::is_same_v<T, Hashed>) {
    value = {{"used"}, {{9, "used"}}, {{"used", {9}}}};
  } else if constexpr (std::is_same_v<T, Choice>) {
    value = Choice(std::in_place_index<3>, "used");
  }
}

template <class P, class T>
void decode_any(Bytes bytes) {
  T fresh{};
  const auto size = seathrift::try_decode_to<P>(bytes, fresh);
  T used{};
  make_used<P>(used);
  const auto again = seathrift::try_decode_to<P>(bytes, used);
  promise(size.has_value() == again.has_value(), "a used object decodes what a new one does");

  seathrift::detail::Input in(bytes.data(), bytes.size(), {});
  const std::byte* const end =
      seathrift::detail::skip_value<P>(in, bytes.data(), seathrift::Type::structure);
  if (!size) {
    promise(!size.error().text().empty(), "an error has a text");
    promise(size.error().code() == again.error().code(), "a used object fails as a new one does");
    if (end == nullptr && in.error == seathrift::Errc::truncated)
      promise(in.missing > 0, "bytes are missing where a message ends too early");
    return;
  }
  promise(*size == *again, "a used object takes as many bytes");
  promise(*size <= bytes.size(), "no more is used than is there");
  if (end != nullptr)
    promise(*size == static_cast<std::size_t>(end - bytes.data()), "a skip takes as many bytes");
  else
    promise(in.error == seathrift::Errc::depth_limit, "what can be decoded can be skipped");
  same<P>(fresh, used, "a used object has a new one's value");

  const std::vector<std::byte> written = seathrift::encode<P>(fresh);
  T back{};
  const auto read = seathrift::try_decode_to<P>(written, back);
  promise(read.has_value(), "what was written can be read");
  promise(*read == written.size(), "all that was written is read");
  same<P>(fresh, back, "what was written and read is the same");
  // Cut somewhere, with the rest right behind it, which must not be looked at.
  for (const std::size_t left : {written.size() - 1, bytes.size() * 31 % written.size()}) {
    const auto cut = seathrift::try_decode<P, T>(Bytes(written).first(left));
    promise(!cut && cut.error().code() == seathrift::Errc::truncated, "without its end it is cut");
  }
}

/// The first byte chooses the type.
template <class P>
void decode_chosen(Bytes input) {
  Choices choices(input);
  const unsigned choice = choices.next();
  // A copy: so is the rest at the very end of its block, where a sanitizer sees more being read.
  const std::vector<std::byte> copy(choices.rest().begin(), choices.rest().end());
  static constexpr std::byte nothing{};
  const Bytes bytes = copy.empty() ? Bytes(&nothing, 0) : Bytes(copy);
  switch (choice % 9) {
    case 0:
      return decode_any<P, Plain>(bytes);
    case 1:
      return decode_any<P, Perhaps>(bytes);
    case 2:
      return decode_any<P, Elements>(bytes);
    case 3:
      return decode_any<P, Node>(bytes);
    case 4:
      return decode_any<P, Choice>(bytes);
    case 5:
      return decode_any<P, Aggregate>(bytes);
    case 6:
      return decode_any<P, Hashed>(bytes);
    case 7:
      return decode_any<P, View>(bytes);
    default:
      return decode_any<P, Regular>(bytes);
  }
}

}  // namespace fuzz
