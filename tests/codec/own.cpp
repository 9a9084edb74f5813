// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/own.hpp>

#include "elsewhere.hpp"

template struct seathrift::RecordCodec<seathrift::Binary, owned::Leaf>;
template struct seathrift::RecordCodec<seathrift::Compact, owned::Leaf>;
template struct seathrift::RecordCodec<seathrift::Binary, owned::Tree>;
template struct seathrift::RecordCodec<seathrift::Compact, owned::Tree>;
template struct seathrift::RecordCodec<seathrift::Binary, owned::Stone>;
