// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/idl.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>

#include "support.hpp"

using seathrift::idl;

namespace shared {

struct SharedStruct {
  std::int32_t key = 0;
  std::string value;
};
SEATHRIFT_STRUCT(SharedStruct, (1, key), (2, value))

struct SharedService {
  SharedStruct getStruct(std::int32_t key);
};
SEATHRIFT_SERVICE(SharedService, (getStruct, key))

}  // namespace shared

namespace tutorial {

enum class Operation { ADD = 1, SUBTRACT = 2, MULTIPLY = 3, DIVIDE = 4 };
SEATHRIFT_ENUM(Operation, ADD, SUBTRACT, MULTIPLY, DIVIDE)

struct Work {
  std::int32_t num1 = 0;
  std::int32_t num2 = 0;
  Operation op = Operation::ADD;
  std::optional<std::string> comment = {};
};
SEATHRIFT_STRUCT(Work, (1, num1), (2, num2), (3, op, required), (4, comment))

struct InvalidOperation : seathrift::Exception {
  std::int32_t whatOp = 0;
  std::string why;
};
SEATHRIFT_EXCEPTION(InvalidOperation, (1, whatOp), (2, why))

struct Calculator : shared::SharedService {
  void ping();
  std::int32_t add(std::int32_t num1, std::int32_t num2);
  std::int32_t calculate(std::int32_t logid, Work w);
  void zip();
};
SEATHRIFT_SERVICE(Calculator, extends(shared::SharedService), (ping), (add, num1, num2),
                  (calculate, logid, w, throws((1, InvalidOperation, ouch))), (zip, oneway))

}  // namespace tutorial

TEST_CASE("idl: the tutorial's Calculator comes out as its .thrift file") {
  const std::string text = idl<tutorial::Calculator>();
  CHECK(text == R"(// Written by Seathrift from C++, for tutorial::Calculator.
// Change it there: this file is written anew.

namespace * tutorial

enum Operation {
  ADD = 1,
  SUBTRACT = 2,
  MULTIPLY = 3,
  DIVIDE = 4,
}

struct SharedStruct {
  1: i32 key,
  2: string value,
}

struct Work {
  1: i32 num1,
  2: i32 num2,
  3: required Operation op = Operation.ADD,
  4: optional string comment,
}

exception InvalidOperation {
  1: i32 whatOp,
  2: string why,
}

service SharedService {
  SharedStruct getStruct(1: i32 key),
}

service Calculator extends SharedService {
  void ping(),
  i32 add(1: i32 num1, 2: i32 num2),
  i32 calculate(1: i32 logid, 2: Work w) throws (1: InvalidOperation ouch),
  oneway void zip(),
}
)");
  CHECK(text == idl<tutorial::Calculator>());
}

TEST_CASE("idl: Apache's compiler takes the Calculator for five languages", "[thrift]") {
  idl_test::check_with_apache(idl<tutorial::Calculator>());
}

TEST_CASE("idl: a struct comes with what it reaches and no service") {
  CHECK(idl<tutorial::Work>() == R"(// Written by Seathrift from C++, for tutorial::Work.
// Change it there: this file is written anew.

namespace * tutorial

enum Operation {
  ADD = 1,
  SUBTRACT = 2,
  MULTIPLY = 3,
  DIVIDE = 4,
}

struct Work {
  1: i32 num1,
  2: i32 num2,
  3: required Operation op = Operation.ADD,
  4: optional string comment,
}
)");
}

struct Bare {
  std::int32_t only = 0;
};
struct Unscoped {
  Bare get();
};
SEATHRIFT_SERVICE(Unscoped, (get))

TEST_CASE("idl: a service of no namespace has no namespace line") {
  const std::string text = idl<Unscoped>();
  CHECK(text.find("namespace") == std::string::npos);
  CHECK(text.find("  Bare get(),\n") != std::string::npos);
  idl_test::check_with_apache(text);
}

namespace nothing {
struct Silent {};
SEATHRIFT_SERVICE(Silent)
struct Empty {};
SEATHRIFT_STRUCT(Empty)
}  // namespace nothing

TEST_CASE("idl: a service without methods and a struct without fields") {
  CHECK(idl_test::declaration(idl<nothing::Silent>(), "service") == "service Silent {\n}\n");
  CHECK(idl_test::declaration(idl<nothing::Empty>(), "struct") == "struct Empty {\n}\n");
  idl_test::check_with_apache(idl<nothing::Silent>());
  idl_test::check_with_apache(idl<nothing::Empty>());
}
