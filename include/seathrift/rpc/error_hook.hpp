// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whom does a server tell of an error? Whatever its user gave it that can be called so.

#include <cstddef>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/core/shared.hpp>
#include <seathrift/rpc/connection_info.hpp>

namespace seathrift {

/// What a server tells of an error that no client can be told, or that a client is told little of:
/// a connection that failed, with an empty method, or an exception that left a handler. Called by
/// the thread that met it.
///
///     options.on_error = [](const ConnectionInfo& from, std::string_view method,
///                           std::exception_ptr error) { … };
///
/// Copies share what they call. (A std::function would be one, but for what <functional> costs each
/// unit to compile.)
class ErrorHook {
 public:
  /// Nobody is told.
  ErrorHook() noexcept = default;
  ErrorHook(std::nullptr_t) noexcept {}

  template <class Callable>
  requires(!std::is_same_v<Callable, ErrorHook>) ErrorHook(Callable callable) {
    constexpr bool fits =
        std::is_invocable_v<Callable&, const ConnectionInfo&, std::string_view, std::exception_ptr>;
    static_assert(fits,
                  "seathrift: on_error is given what can't be called with its arguments; give it a "
                  "function of (const ConnectionInfo&, std::string_view, std::exception_ptr)");
    if constexpr (fits) {
      // A pointer, or a std::function, may call nothing.
      if constexpr (!std::is_empty_v<Callable> && std::is_constructible_v<bool, Callable&>)
        if (!static_cast<bool>(callable)) return;
      callable_ = detail::Shared::make(std::move(callable));
      call_ = [](const detail::Shared& to, const ConnectionInfo& info, std::string_view method,
                 std::exception_ptr error) {
        static_cast<void>(to.get<Callable>()(info, method, std::move(error)));
      };
    }
  }

  [[nodiscard]] explicit operator bool() const noexcept { return call_ != nullptr; }

  /// To be called only when there is something to call.
  void operator()(const ConnectionInfo& info, std::string_view method,
                  std::exception_ptr error) const {
    call_(callable_, info, method, std::move(error));
  }

 private:
  detail::Shared callable_;
  void (*call_)(const detail::Shared&, const ConnectionInfo&, std::string_view,
                std::exception_ptr) = nullptr;
};

}  // namespace seathrift
