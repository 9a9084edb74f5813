// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/error.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <catch2/catch.hpp>

using namespace seathrift;

TEST_CASE("error: is raised as the exception of its group") {
  for (auto code = static_cast<int>(Errc::truncated); code < static_cast<int>(Errc::application);
       ++code) {
    const auto errc = static_cast<Errc>(code);
    CAPTURE(code);
    try {
      Error(errc, "text").raise();
    } catch (const ProtocolException& error) {
      REQUIRE(errc < Errc::not_open);
      REQUIRE(error.code() == errc);
      REQUIRE(std::string(error.what()) == "text");
    } catch (const TransportException& error) {
      REQUIRE(errc >= Errc::not_open);
      REQUIRE(error.code() == errc);
      REQUIRE(std::string(error.what()) == "text");
    }
  }
}

TEST_CASE("error: an application's error keeps its code") {
  const Error error(ApplicationCode::unknown_method, "no such method");
  REQUIRE(error.code() == Errc::application);
  try {
    error.raise();
    FAIL("raise returned");
  } catch (const ApplicationException& caught) {
    REQUIRE(caught.code() == ApplicationCode::unknown_method);
    REQUIRE(std::string(caught.what()) == "no such method");
  }
}

TEST_CASE("error: a declared exception is raised as itself") {
  struct Declared {
    int value;
  };
  const Error error(std::make_exception_ptr(Declared{5}), "Declared");
  REQUIRE(error.code() == Errc::declared);
  try {
    error.raise();
    FAIL("raise returned");
  } catch (const Declared& caught) {
    REQUIRE(caught.value == 5);
  }
}

TEST_CASE("error: exceptions share a base, have a text, and compare by their fields alone") {
  STATIC_REQUIRE(std::is_base_of_v<std::exception, Exception>);
  STATIC_REQUIRE(std::is_base_of_v<Exception, ProtocolException>);
  STATIC_REQUIRE(std::is_nothrow_copy_constructible_v<ApplicationException>);
  struct Mine : Exception {
    int code = 0;
    bool operator==(const Mine&) const = default;
  };
  Mine a;
  Mine b;
  REQUIRE(std::string(a.what()) == "seathrift: declared exception");
  b.set_text("other");
  REQUIRE(std::string(b.what()) == "other");
  REQUIRE(a == b);
  b.code = 1;
  REQUIRE(!(a == b));
}

TEST_CASE("error: says whether a call may have been carried out, and so does its exception") {
  static_assert(sizeof(Error) == sizeof(void*));
  CHECK(Error().call_state() == CallState::none);
  Error error(Errc::timed_out, "late");
  CHECK(error.call_state() == CallState::none);
  error.set_call_state(CallState::sent);
  CHECK(Error(error).call_state() == CallState::sent);
  try {
    error.raise();
  } catch (const TransportException& exception) {
    CHECK(exception.call_state() == CallState::sent);
  }
  Error unreadable(Errc::truncated, "cut");
  unreadable.set_call_state(CallState::not_sent);
  try {
    unreadable.raise();
  } catch (const ProtocolException& exception) {
    CHECK(exception.call_state() == CallState::not_sent);
  }
  CHECK(Error(ApplicationCode::internal_error, "no").call_state() == CallState::answered);
  CHECK(Error(std::make_exception_ptr(1), "one").call_state() == CallState::answered);
  Error none;
  none.set_call_state(CallState::sent);
  CHECK(none.code() == Errc::none);
}
