// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a handler's factory learn of a connection?

#include <string>

namespace seathrift {

/// A connection that a server accepted.
struct ConnectionInfo {
  /// The address of the peer, for a person: "[::1]:50312", or the process behind a Unix socket.
  std::string peer;
  /// The stream's descriptor, to ask the system about it; -1 where there is none.
  int native_handle = -1;
};

}  // namespace seathrift
