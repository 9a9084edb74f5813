// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does the source file include that owns a struct's codec? The bodies that SEATHRIFT_EXTERN
// keeps from all others.

#include <cstddef>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/encode.hpp>

namespace seathrift {

template <class Protocol, class T>
const std::byte* RecordCodec<Protocol, T>::decode(detail::Input& in, const std::byte* at,
                                                  T& value) {
  return detail::decode_fields<Protocol>(in, at, value, detail::in_wire_order<T>);
}

template <class Protocol, class T>
std::byte* RecordCodec<Protocol, T>::encode(detail::Output<false>& out, std::byte* to,
                                            const T& value) {
  return detail::encode_fields<Protocol, false>(out, to, value, detail::in_wire_order<T>);
}

template <class Protocol, class T>
std::byte* RecordCodec<Protocol, T>::encode(detail::Output<true>& out, std::byte* to,
                                            const T& value) {
  return detail::encode_fields<Protocol, false>(out, to, value, detail::in_wire_order<T>);
}

}  // namespace seathrift
