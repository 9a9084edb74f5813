// SPDX-License-Identifier: Apache-2.0
// How fast is Seathrift? The messages of the table.

#include "described.hpp"
#include "ours.hpp"

int main(int argc, char** argv) {
  using namespace bench::ours;
  return bench::run<bench::Messages, Column<seathrift::Binary>, Column<seathrift::Compact>>(argc,
                                                                                            argv);
}
