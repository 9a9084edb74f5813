// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do the functions that the macros declare name the type that they are for?

namespace seathrift::detail {

template <class T>
struct Tagged;
/// Names a type to argument-dependent lookup: the functions that the macros declare take one. (A
/// pointer: with a class, the compiler would look in each of those functions for a conversion.)
template <class T>
using tag = Tagged<T>*;

}  // namespace seathrift::detail
