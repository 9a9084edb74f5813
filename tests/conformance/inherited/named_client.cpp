// SPDX-License-Identifier: Apache-2.0
// A client that knows the lowest service alone.
#include "ground.hpp"

#include <cstdint>
#include <string>

#include <seathrift/seathrift.hpp>

namespace storage {

std::string rename_at(std::uint16_t port, const std::string& name) {
  using namespace seathrift;
  Client<ground::Named, Compact, Framed<Socket>> client{"127.0.0.1", port};
  client.rename(name);
  return client.name();
}

}  // namespace storage
