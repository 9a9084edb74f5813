// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do several services of Apache Thrift's tutorial share? A struct, and a service to extend.

#include <cstdint>
#include <string>

#include <seathrift/seathrift.hpp>

namespace shared {

struct SharedStruct {
  std::int32_t key = 0;
  std::string value = {};
};
SEATHRIFT_STRUCT(SharedStruct, (1, key), (2, value))

struct SharedService {
  SharedStruct getStruct(std::int32_t key);
};
SEATHRIFT_SERVICE(SharedService, (getStruct, key))

}  // namespace shared
