# SPDX-License-Identifier: Apache-2.0
"""Makes every call of the tutorial with Apache Thrift's own Python client.

    python3 calculator_client.py GENERATED [PORT]

GENERATED is the folder that `thrift --gen py` wrote from the IDL that the build wrote.
"""
import sys

sys.path.insert(0, sys.argv[1])

from thrift.protocol.TBinaryProtocol import TBinaryProtocol
from thrift.transport.TSocket import TSocket
from thrift.transport.TTransport import TBufferedTransport

from tutorial import Calculator
from tutorial.ttypes import InvalidOperation, Operation, Work

socket = TSocket("localhost", int(sys.argv[2]) if len(sys.argv) > 2 else 9090)
socket.setTimeout(10_000)
transport = TBufferedTransport(socket)
client = Calculator.Client(TBinaryProtocol(transport))
transport.open()

client.ping()
print("ping()")
print("1 + 1 =", client.add(1, 1))
try:
    client.calculate(1, Work(num1=1, num2=0, op=Operation.DIVIDE))
    sys.exit("1 / 0 has a result")
except InvalidOperation as error:
    print("InvalidOperation:", error.why)
print("15 - 10 =", client.calculate(1, Work(num1=15, num2=10, op=Operation.SUBTRACT)))
print("log entry 1:", client.getStruct(1).value)
client.zip()
print("zip()")

transport.close()
