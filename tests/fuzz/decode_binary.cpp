// SPDX-License-Identifier: Apache-2.0
// Any bytes as Binary's.

#include <seathrift/protocol/binary.hpp>

#include "decode.hpp"

FUZZ_TARGET(input) { fuzz::decode_chosen<seathrift::Binary>(input); }
