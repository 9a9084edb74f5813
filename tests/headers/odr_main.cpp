// SPDX-License-Identifier: Apache-2.0
// Do two translation units that include every header link, and agree on what they saw?

#include "all.hpp"

#include "odr.hpp"

int main() { return answer<0>() == other_answer() ? 0 : 1; }
