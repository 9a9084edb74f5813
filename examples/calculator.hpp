// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the contract of Apache Thrift's tutorial? Here it is in C++; the build writes it as IDL.

#include <cstdint>
#include <optional>
#include <string>

#include <seathrift/seathrift.hpp>

#include "shared.hpp"

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
                  (calculate, logid, w, throws(InvalidOperation)), (zip, oneway))

}  // namespace tutorial
