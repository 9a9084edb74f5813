// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where do a client's functions come from? From a stub that the service's macro writes, over that
// of its base.

#include <seathrift/schema/method.hpp>
#include <seathrift/schema/service_check.hpp>
#include <seathrift/schema/tag.hpp>

namespace seathrift::detail {

struct NoStub {};

template <class S, class Link>
struct stub_for {
  static_assert(DescribedService<S>,
                "seathrift: the first argument of Client is no described service; write "
                "SEATHRIFT_SERVICE(...) behind "
                "it, in its namespace, and put it first: Client<Service, Protocol, Transport>");
  using type = NoStub;
};
template <class Link>
struct stub_for<void, Link> {
  using type = NoStub;
};
template <class S, class Link, bool Travels>
struct checked_stub {
  using type = NoStub;
};
template <class S, class Link>
struct checked_stub<S, Link, true>
    : decltype(seathrift_stub(tag<S>{}, static_cast<Link*>(nullptr))) {};

template <DescribedService S, class Link>
struct stub_for<S, Link> : checked_stub<S, Link, is_service<S>> {};

/// A class with one function for each method of the service; they call
/// `Link::seathrift_call<&Service::method>`.
template <class S, class Link>
using stub_of = typename stub_for<S, Link>::type;

}  // namespace seathrift::detail
