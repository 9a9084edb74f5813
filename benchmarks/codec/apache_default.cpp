// SPDX-License-Identifier: Apache-2.0
// How fast is Apache Thrift as nearly everyone generates it? A virtual call a value.

#include "Calculator.h"

#include "apache.hpp"

namespace bench::peer {

using ::apache::thrift::protocol::TBinaryProtocolT;
using ::apache::thrift::protocol::TCompactProtocolT;
using ::apache::thrift::protocol::TProtocol;
using ::apache::thrift::transport::TTransport;

struct DefaultBinary : Codec<TBinaryProtocolT<TTransport>, TProtocol> {
  static constexpr auto library = "apache_default";
  static constexpr auto protocol = "Binary";
};

struct DefaultCompact : Codec<TCompactProtocolT<TTransport>, TProtocol> {
  static constexpr auto library = "apache_default";
  static constexpr auto protocol = "Compact";
};

}  // namespace bench::peer

int main(int argc, char** argv) {
  return bench::run<bench::Messages, bench::peer::DefaultBinary, bench::peer::DefaultCompact>(argc,
                                                                                              argv);
}
