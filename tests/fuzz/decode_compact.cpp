// SPDX-License-Identifier: Apache-2.0
// Any bytes as Compact's.

#include <seathrift/protocol/compact.hpp>

#include "decode.hpp"

FUZZ_TARGET(input) { fuzz::decode_chosen<seathrift::Compact>(input); }
