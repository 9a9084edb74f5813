// SPDX-License-Identifier: Apache-2.0
// How fast is Seathrift with messages that nobody tuned it for?

#include "ours.hpp"
#include "untuned.hpp"

int main(int argc, char** argv) {
  using namespace bench::ours;
  return bench::run<bench::UntunedMessages, Column<seathrift::Binary>, Column<seathrift::Compact>>(
      argc, argv);
}
