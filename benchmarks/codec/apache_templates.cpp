// SPDX-License-Identifier: Apache-2.0
// How fast is Apache Thrift at its best? Generated as templates over the protocol and the
// transport.

#include "Calculator.h"
#include "Calculator.tcc"
#include "messages_types.tcc"

#include "apache.hpp"

namespace bench::peer {

using BinaryProtocol = ::apache::thrift::protocol::TBinaryProtocolT<TMemoryBuffer>;
using CompactProtocol = ::apache::thrift::protocol::TCompactProtocolT<TMemoryBuffer>;

struct TemplatesBinary : Codec<BinaryProtocol, BinaryProtocol> {
  static constexpr auto library = "apache_templates";
  static constexpr auto protocol = "Binary";
};

struct TemplatesCompact : Codec<CompactProtocol, CompactProtocol> {
  static constexpr auto library = "apache_templates";
  static constexpr auto protocol = "Compact";
};

}  // namespace bench::peer

int main(int argc, char** argv) {
  return bench::run<bench::Messages, bench::peer::TemplatesBinary, bench::peer::TemplatesCompact>(
      argc, argv);
}
