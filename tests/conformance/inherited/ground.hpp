// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has every service below? A name, and the errors that they share.

#include <cstdint>
#include <string>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>

namespace ground {

struct Refused : seathrift::Exception {
  std::string reason;
};
SEATHRIFT_EXCEPTION(Refused, (1, reason))

struct Named {
  std::string name();
  void rename(std::string name);
};
SEATHRIFT_SERVICE(Named, (name), (rename, name, throws(Refused)))

}  // namespace ground
