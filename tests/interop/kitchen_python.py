# SPDX-License-Identifier: Apache-2.0
"""What Apache's Python server and client of the kitchen share: the generated code and the stacks."""

import os
import sys

if __name__ != '__main__':
    # Both get the folder of the generated code first.
    sys.path.insert(0, sys.argv[1])

from thrift.protocol import TBinaryProtocol, TCompactProtocol  # noqa: E402
from thrift.transport import TTransport  # noqa: E402


class Stack:
    """protocol,framing,stream,server. A protocol that ends in "-c" is the one written in C."""

    def __init__(self, text):
        self.text = text
        self.protocol, self.framing, self.stream, self.server = text.split(',')

    def protocol_factory(self):
        return {
            'binary': TBinaryProtocol.TBinaryProtocolFactory,
            'compact': TCompactProtocol.TCompactProtocolFactory,
            'binary-c': TBinaryProtocol.TBinaryProtocolAcceleratedFactory,
            'compact-c': TCompactProtocol.TCompactProtocolAcceleratedFactory,
        }[self.protocol]()

    def transport_factory(self):
        if self.framing == 'framed':
            return TTransport.TFramedTransportFactory()
        return TTransport.TBufferedTransportFactory()

    def path(self, folder):
        return os.path.join(folder, 'python-%s.sock' % self.text)
