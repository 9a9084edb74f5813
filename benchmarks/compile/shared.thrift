// SPDX-License-Identifier: Apache-2.0
// The part of the tutorial's contract that other services share.

namespace cpp shared

struct SharedStruct {
  1: i32 key
  2: string value
}

service SharedService {
  SharedStruct getStruct(1: i32 key)
}
