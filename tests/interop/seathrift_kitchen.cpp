// SPDX-License-Identifier: Apache-2.0
// Seathrift's kitchen: both ends in one program, so that the codec of all those types is compiled
// once.
//
//     seathrift_kitchen serve <folder for Unix sockets> <stack> …
//     seathrift_kitchen call <library of the server> <stack>=<where> …

#include <cstdio>
#include <string>
#include <vector>

#include "seathrift_client.hpp"
#include "seathrift_server.hpp"

int main(int count, char** arguments) {
  if (count < 3) {
    std::fputs("usage: seathrift_kitchen serve|call ...\n", stderr);
    return 2;
  }
  const std::vector<std::string> stacks(arguments + 3, arguments + count);
  return arguments[1] == std::string("serve") ? interop::serve(arguments[2], stacks)
                                              : interop::call(arguments[2], stacks);
}
