// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a std::stop_token, where nobody has one? Its name, and that of its callback, without the
// threads and streams that <stop_token> brings: a seventh of what a small program takes to compile.
// Who has a token has included it.

#include <version>

// libstdc++'s names, if they stand in std itself. (The formatter takes the attribute for a name.)
#if defined(__GLIBCXX__) && !_GLIBCXX_INLINE_VERSION
// clang-format off
namespace std _GLIBCXX_VISIBILITY(default) {
class stop_token;
template <class Callback>
class stop_callback;
}  // namespace std
// clang-format on
#elif defined(_LIBCPP_VERSION) && !defined(__cpp_lib_jthread)
// libc++ before 20 has none: nobody can call what takes one.
_LIBCPP_BEGIN_NAMESPACE_STD
class stop_token;
template <class Callback>
class stop_callback;
_LIBCPP_END_NAMESPACE_STD
#else
#include <stop_token>
#endif
