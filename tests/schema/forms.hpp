// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may a user write? Every form of the five macros, for two translation units.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>

namespace forms {

// Names that the macros' own must not meet.
namespace seathrift {}
namespace std_like {}
namespace detail {
struct tag {};
}  // namespace detail
struct Client {};
struct tag {};
struct Field {};
template <class>
struct TypeList {};

struct Silent {
  ::std::int32_t first = 0;
  ::std::string second;
};
SEATHRIFT_STRUCT(Silent, (first), (second, required))

struct Explicit {
  bool a = false;
  ::std::int8_t b = 0;
  ::std::optional<::std::int16_t> c = {};
  double none = 0;
  ::std::int64_t e = 0;
};
SEATHRIFT_STRUCT(Explicit, (1, a), (-4, b), (300, c), (0x20, none, required), (7, e), );

struct Empty {};
SEATHRIFT_STRUCT(Empty)

struct Derived : Silent {
  bool own = true;
};
SEATHRIFT_STRUCT(Derived, (1, first), (2, second), (3, own))

struct Plain {
  ::std::int32_t number = 1;
};

namespace inner::most {
enum class Scoped : ::std::int8_t { A, B = 5, C };
SEATHRIFT_ENUM(Scoped, A, B, C, )
enum Unscoped { red = -1, blue = 1 };
SEATHRIFT_ENUM(Unscoped, red, blue);
}  // namespace inner::most

struct Outer {
  enum class Nested { X = 3 };
};
// An enum in a class is described outside of it.
SEATHRIFT_ENUM(Outer::Nested, X)

struct Failure : ::seathrift::Exception {
  ::std::int32_t code = 0;
};
SEATHRIFT_EXCEPTION(Failure, (1, code))
struct PlainFailure {
  ::std::string why;
};
SEATHRIFT_EXCEPTION(PlainFailure, (1, why));

struct Shape : ::seathrift::Union<Silent, ::std::string, ::std::int32_t, ::std::int32_t> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, silent), (2, text), (number), (9, other), )

struct Recursive {
  ::std::unique_ptr<Recursive> next;
  ::std::shared_ptr<Recursive> shared;
  ::std::vector<Recursive> many;
  ::std::map<::std::string, Recursive> named;
};
SEATHRIFT_STRUCT(Recursive, (1, next), (2, shared), (3, many), (4, named))

// Records that refer to each other.
struct B;
struct A {
  ::std::vector<B> others;
};
SEATHRIFT_STRUCT(A, (1, others))
struct B {
  ::std::vector<A> others;
};
SEATHRIFT_STRUCT(B, (1, others))

struct Base {
  void ping();
  ::std::int32_t add(::std::int32_t a, ::std::int32_t b);
};
SEATHRIFT_SERVICE(Base, (ping), (add, a, b))

struct Middle : Base {
  // Parameters called as what generated code likes to call its own.
  ::std::string odd(::std::int32_t token, ::std::int32_t Link, const ::std::string& T, bool h);
  ::std::string S(::std::int32_t name, bool handler, bool service, ::std::string_view args);
  void tell(::std::string text);
};
SEATHRIFT_SERVICE(Middle, extends(Base), (odd, token, Link, T, h),
                  (S, name, handler, service, args), (tell, text, oneway), );

struct Top : Middle {
  Silent find(Silent pattern, ::std::optional<Explicit> more) const;
  void may_fail(::std::int32_t a);
  ::std::vector<Shape> shapes(::std::map<::std::string, Shape> by_name, ::std::set<bool> set);
  void both(::std::int32_t x, ::std::int32_t y);
};
SEATHRIFT_SERVICE(Top, extends(Middle), (find, (3, pattern), (-7, more)),
                  (may_fail, a, throws((4, Failure, ouch), (2, PlainFailure))),
                  (shapes, by_name, set, throws(Failure, PlainFailure)),
                  (both, (5, x), y, throws((1, Failure))))

struct Nothing {};
SEATHRIFT_SERVICE(Nothing)

struct OnlyBase : Top {};
SEATHRIFT_SERVICE(OnlyBase, extends(forms::Top));

}  // namespace forms

namespace user::seathrift::detail {
struct tag {
  ::std::int32_t std = 0;
};
SEATHRIFT_STRUCT(tag, (1, std))
}  // namespace user::seathrift::detail

// The global namespace is one, too.
struct AtGlobalScope {
  std::int32_t x = 0;
};
SEATHRIFT_STRUCT(AtGlobalScope, (1, x))

/// What the other translation unit makes of the descriptions.
std::string_view name_of_third_method();
std::size_t number_of_fields();
