// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which types do client and server name? Those over the concrete protocol where Calculator was
// generated with templates, the plain ones otherwise.

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include "Calculator.h"

namespace stack {

using Transport = apache::thrift::transport::TBufferedTransport;

#if __has_include("Calculator.tcc")
using Protocol = apache::thrift::protocol::TBinaryProtocolT<Transport>;
using ProtocolFactory = apache::thrift::protocol::TBinaryProtocolFactoryT<Transport>;
using Client = tutorial::CalculatorClientT<Protocol>;
using ProcessorFactory = tutorial::CalculatorProcessorFactoryT<Protocol>;
#else
using Protocol = apache::thrift::protocol::TBinaryProtocol;
using ProtocolFactory = apache::thrift::protocol::TBinaryProtocolFactory;
using Client = tutorial::CalculatorClient;
using ProcessorFactory = tutorial::CalculatorProcessorFactory;
#endif

}  // namespace stack
