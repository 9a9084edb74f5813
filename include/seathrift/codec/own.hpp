// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does the source file include that owns a struct's codec? The bodies that SEATHRIFT_EXTERN
// keeps from all others.

#include <cstddef>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/output.hpp>

namespace seathrift {

namespace detail {

/// What copies all strings, as one that might gather some: one encoder serves both.
class CopyingOutput {
 public:
  explicit CopyingOutput(Output<false>& out) noexcept
      : out_(out),
        whole_{out.begin, out.end, &grow, &out, out.depth, out.error, {nullptr, max_size + 1}} {}
  CopyingOutput(const CopyingOutput&) = delete;
  CopyingOutput& operator=(const CopyingOutput&) = delete;
  ~CopyingOutput() { out_.error = whole_.error; }

  [[nodiscard]] Output<true>& whole() noexcept { return whole_; }

 private:
  SEATHRIFT_COLD static std::byte* grow(Output<true>& whole, std::byte* at, std::size_t size) {
    auto& out = *static_cast<Output<false>*>(whole.owner);
    at = out.grow(out, at, size);
    whole.begin = out.begin;
    whole.end = out.end;
    return at;
  }

  Output<false>& out_;
  Output<true> whole_;
};

}  // namespace detail

template <class Protocol, class T>
const std::byte* RecordCodec<Protocol, T>::decode(detail::Input& in, const std::byte* at,
                                                  void* value, bool) {
  return detail::decode_fields<Protocol>(in, at, *static_cast<T*>(value), detail::in_wire_order<T>);
}

template <class Protocol, class T>
std::byte* RecordCodec<Protocol, T>::encode(detail::Output<false>& out, std::byte* to,
                                            const void* value) {
  detail::CopyingOutput copying(out);
  return encode(copying.whole(), to, value);
}

template <class Protocol, class T>
std::byte* RecordCodec<Protocol, T>::encode(detail::Output<true>& out, std::byte* to,
                                            const void* value) {
  return detail::encode_fields<Protocol, false, detail::Output<true>>(
      out, to, *static_cast<const T*>(value), 0, detail::in_wire_order<T>);
}

}  // namespace seathrift
