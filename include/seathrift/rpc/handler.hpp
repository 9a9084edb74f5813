// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which object carries out a connection's calls? The one handler that all share, or one from a
// factory.

#include <mutex>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <seathrift/core/owner.hpp>
#include <seathrift/core/shared.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// True for a std::reference_wrapper, told by what it can do: its own header is a large one.
template <class T>
inline constexpr bool is_reference = requires(T& from) {
  typename T::type;
  requires std::is_same_v<decltype(from.get()), typename T::type&>;
  requires std::is_convertible_v<T&, typename T::type&>;
};

/// What a user passed, and the handler in it: itself, by std::ref, or behind a smart pointer.
template <class T>
struct unwrapped {
  using type = T;
  static T& get(T& from) noexcept { return from; }
};
template <class T>
requires(is_reference<T>) struct unwrapped<T> {
  using type = typename T::type;
  static type& get(T& from) noexcept { return from.get(); }
};
template <class T>
requires(is_owner<T>) struct unwrapped<T> {
  using type = typename T::element_type;
  static type& get(T& from) noexcept { return *from; }
};

/// True when a user passed a factory: something called with a ConnectionInfo that is no handler
/// itself.
template <class S, class Source>
consteval bool is_factory() {
  if constexpr (!std::is_same_v<typename unwrapped<Source>::type, Source> ||
                !std::is_invocable_v<Source&, const ConnectionInfo&>)
    return false;
  else if constexpr (std::is_void_v<std::invoke_result_t<Source&, const ConnectionInfo&>>)
    return false;
  else
    return !fits<S, Source>();
}

template <class S, class Source>
struct handler_type : unwrapped<Source> {};
template <class S, class Source>
requires(is_factory<S, Source>()) struct handler_type<S, Source>
    : unwrapped<std::remove_cvref_t<std::invoke_result_t<Source&, const ConnectionInfo&>>> {
};

/// The handler in what a user passed, or a factory made.
template <class T>
[[nodiscard]] void* handler_in(T& from) {
  if constexpr (is_owner<T>)
    if (!from)
      throw std::invalid_argument(
          "seathrift: the pointer to the handler is null; let it own a handler");
  // A handler whose methods are all const may be const.
  return const_cast<void*>(static_cast<const volatile void*>(&unwrapped<T>::get(from)));
}

/// The handler of one connection, and what keeps it alive.
struct HandlerLease {
  void* handler = nullptr;
  Shared owner;
};

/// Gives each connection its handler. The type is forgotten here; the table of functions knows it.
template <class S>
class HandlerSource {
 public:
  template <class Source>
  explicit HandlerSource(Source source) : source_(Shared::make(std::move(source))) {
    lease_ = [](const Shared& owner, const ConnectionInfo& info) -> HandlerLease {
      auto& from = owner.get<Source>();
      if constexpr (is_factory<S, Source>()) {
        using Made = std::remove_cvref_t<std::invoke_result_t<Source&, const ConnectionInfo&>>;
        Shared made = Shared::make(Made(from(info)));
        void* const handler = handler_in(made.get<Made>());
        return {handler, std::move(made)};
      } else {
        return {handler_in(from), owner};
      }
    };
    if constexpr (!is_factory<S, Source>()) static_cast<void>(handler_in(source_.get<Source>()));
  }

  /// Errors. What a factory throws; std::invalid_argument when it returned a pointer to nothing.
  ///
  /// Thread safety. A factory is called by one thread at a time.
  [[nodiscard]] HandlerLease lease(const ConnectionInfo& info) const {
    const std::lock_guard lock(*mutex_);
    return lease_(source_, info);
  }

 private:
  Shared source_;
  Owner<std::mutex> mutex_{new std::mutex};
  HandlerLease (*lease_)(const Shared&, const ConnectionInfo&);
};

}  // namespace seathrift::detail
