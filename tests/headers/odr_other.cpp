// SPDX-License-Identifier: Apache-2.0
#include "all.hpp"

#include "odr.hpp"

std::size_t other_answer() { return answer<0>(); }
