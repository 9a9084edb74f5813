// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/error_hook.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace {

using seathrift::ConnectionInfo;
using seathrift::ErrorHook;

using Function = std::function<void(const ConnectionInfo&, std::string_view, std::exception_ptr)>;

void ignore(const ConnectionInfo&, std::string_view, std::exception_ptr) {}

/// The text of the error that a hook was told.
std::string text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

TEST_CASE("error hook: calls what it was made from, and copies share it") {
  std::string told;
  const ErrorHook hook = [&told](const ConnectionInfo& info, std::string_view method,
                                 const std::exception_ptr& error) {
    told += info.peer + ' ' + std::string(method) + ' ' + text_of(error) + '\n';
  };
  REQUIRE(hook);
  hook({"me"}, "add", std::make_exception_ptr(std::bad_alloc()));
  const ErrorHook copy = hook;
  copy({"you"}, "", std::make_exception_ptr(std::bad_exception()));
  CHECK(told == "me add std::bad_alloc\nyou  std::bad_exception\n");
}

TEST_CASE("error hook: takes functions, pointers to them and what can't be copied often") {
  CHECK(ErrorHook(&ignore));
  CHECK(ErrorHook(Function(&ignore)));
  int calls = 0;
  ErrorHook hook = [only = std::make_unique<int>(2), &calls](const ConnectionInfo&,
                                                             std::string_view, std::exception_ptr) {
    calls += *only;
  };
  const ErrorHook copy = hook;
  copy({}, {}, {});
  hook({}, {}, {});
  CHECK(calls == 4);
}

TEST_CASE("error hook: an empty one tells nobody") {
  CHECK_FALSE(ErrorHook());
  CHECK_FALSE(ErrorHook(nullptr));
  CHECK_FALSE(ErrorHook(Function()));
  CHECK_FALSE(ErrorHook(static_cast<decltype(&ignore)>(nullptr)));
  ErrorHook hook = &ignore;
  hook = nullptr;
  CHECK_FALSE(hook);
}

}  // namespace
