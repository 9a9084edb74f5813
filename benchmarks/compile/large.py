#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a large service for Seathrift and for Apache Thrift, with a client that calls every method
and a server that has them all.

usage: large.py FOLDER [COUNT]    COUNT methods and structs, 100 unless told

Each struct has eight fields: i32, i64, bool, double, string, list<i32>, map<string, i32>, optional
string. FOLDER gets seathrift/ and apache/ with all.hpp or large.thrift, client.cpp, server.cpp;
Seathrift's records.cpp owns the structs' codecs.
"""

import sys
from pathlib import Path

LICENSE = "// SPDX-License-Identifier: Apache-2.0\n"

THRIFT_STRUCT = """
struct Record{i} {{
  1: i32 number
  2: i64 time
  3: bool flag
  4: double ratio
  5: string name
  6: list<i32> values
  7: map<string, i32> counts
  8: optional string note
}}
"""

CPP_STRUCT = """
struct Record{i} {{
  std::int32_t number = 0;
  std::int64_t time = 0;
  bool flag = false;
  double ratio = 0;
  std::string name = {{}};
  std::vector<std::int32_t> values = {{}};
  std::map<std::string, std::int32_t> counts = {{}};
  std::optional<std::string> note = {{}};
}};
SEATHRIFT_STRUCT(Record{i}, (1, number), (2, time), (3, flag), (4, ratio), (5, name), (6, values),
                 (7, counts), (8, note))
SEATHRIFT_EXTERN(Record{i}, seathrift::Binary)
"""

CPP_HEADER = """#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

namespace large {
"""

CPP_CLIENT = """
#include <cstdio>
#include <exception>

#include "all.hpp"

using namespace seathrift;

int main() {{
  try {{
    Client<large::Service, Binary, Framed<Socket>> client{{"localhost", 9090}};
    std::int64_t sum = 0;
{calls}    std::printf("%lld\\n", static_cast<long long>(sum));
  }} catch (const std::exception& error) {{
    std::printf("error: %s\\n", error.what());
    return 1;
  }}
}}
"""

CPP_SERVER = """
#include "all.hpp"

using namespace seathrift;

struct Handler {{
{methods}}};

int main() {{
  ThreadedServer<large::Service, Binary, Framed<Socket>> server{{Handler{{}}, {{.port = 9090}}}};
  server.serve();
}}
"""

CPP_OWNER = """
#include <seathrift/codec/own.hpp>

#include "all.hpp"

{codecs}"""

APACHE_STACK = """#pragma once

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include "Service.h"

namespace stack {

using Transport = apache::thrift::transport::TFramedTransport;

#if __has_include("Service.tcc")
using Protocol = apache::thrift::protocol::TBinaryProtocolT<Transport>;
using ProtocolFactory = apache::thrift::protocol::TBinaryProtocolFactoryT<Transport>;
using Client = large::ServiceClientT<Protocol>;
using Processor = large::ServiceProcessorT<Protocol>;
#else
using Protocol = apache::thrift::protocol::TBinaryProtocol;
using ProtocolFactory = apache::thrift::protocol::TBinaryProtocolFactory;
using Client = large::ServiceClient;
using Processor = large::ServiceProcessor;
#endif

}  // namespace stack
"""

APACHE_CLIENT = """
#include <cstdio>
#include <exception>
#include <memory>

#include <thrift/transport/TSocket.h>

#include "stack.hpp"

int main() {{
  try {{
    const auto socket = std::make_shared<apache::thrift::transport::TSocket>("localhost", 9090);
    const auto transport = std::make_shared<stack::Transport>(socket);
    stack::Client client(std::make_shared<stack::Protocol>(transport));
    transport->open();
    int64_t sum = 0;
{calls}    std::printf("%lld\\n", static_cast<long long>(sum));
  }} catch (const std::exception& error) {{
    std::printf("error: %s\\n", error.what());
    return 1;
  }}
}}
"""

APACHE_SERVER = """
#include <memory>

#include <thrift/server/TThreadedServer.h>
#include <thrift/transport/TServerSocket.h>

#include "stack.hpp"

struct Handler : large::ServiceIf {{
{methods}}};

int main() {{
  apache::thrift::server::TThreadedServer server(
      std::make_shared<stack::Processor>(std::make_shared<Handler>()),
      std::make_shared<apache::thrift::transport::TServerSocket>(9090),
      std::make_shared<apache::thrift::transport::TFramedTransportFactory>(),
      std::make_shared<stack::ProtocolFactory>());
  server.serve();
}}
"""


def joined(count, text):
    return "".join(text.format(i=i) for i in range(count))


def write(path, *parts):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LICENSE + "".join(parts))


def write_seathrift(folder, count):
    declarations = joined(count, "  Record{i} method{i}(Record{i} record, std::int32_t number);\n")
    methods = ",\n                  ".join(f"(method{i}, record, number)" for i in range(count))
    write(folder / "all.hpp", CPP_HEADER, joined(count, CPP_STRUCT),
          f"\nstruct Service {{\n{declarations}}};\n",
          f"SEATHRIFT_SERVICE(Service, {methods})\n\n}}  // namespace large\n")
    call = ('    sum += client.method{i}({{.number = {i}, .name = "record"}}, {i}).number;\n')
    write(folder / "client.cpp", CPP_CLIENT.format(calls=joined(count, call)))
    method = ("  large::Record{i} method{i}(const large::Record{i}& record,\n"
              "      std::int32_t number) {{\n"
              "    large::Record{i} answer = record;\n"
              "    answer.number += number;\n"
              "    return answer;\n"
              "  }}\n")
    write(folder / "server.cpp", CPP_SERVER.format(methods=joined(count, method)))
    codec = "template struct seathrift::RecordCodec<seathrift::Binary, large::Record{i}>;\n"
    write(folder / "records.cpp", CPP_OWNER.format(codecs=joined(count, codec)))


def write_apache(folder, count):
    methods = joined(count, "  Record{i} method{i}(1: Record{i} record, 2: i32 number)\n")
    write(folder / "large.thrift", "\nnamespace cpp large\n", joined(count, THRIFT_STRUCT),
          f"\nservice Service {{\n{methods}}}\n")
    write(folder / "stack.hpp", APACHE_STACK)
    call = ("    {{\n"
            "      large::Record{i} record;\n"
            "      large::Record{i} answer;\n"
            "      record.number = {i};\n"
            '      record.name = "record";\n'
            "      client.method{i}(answer, record, {i});\n"
            "      sum += answer.number;\n"
            "    }}\n")
    write(folder / "client.cpp", APACHE_CLIENT.format(calls=joined(count, call)))
    method = ("  void method{i}(large::Record{i}& answer, const large::Record{i}& record,\n"
              "               const int32_t number) override {{\n"
              "    answer = record;\n"
              "    answer.number += number;\n"
              "  }}\n")
    write(folder / "server.cpp", APACHE_SERVER.format(methods=joined(count, method)))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) == 3 else 100
    write_seathrift(folder / "seathrift", count)
    write_apache(folder / "apache", count)


if __name__ == "__main__":
    main()
