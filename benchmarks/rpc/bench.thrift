// SPDX-License-Identifier: Apache-2.0
// What the RPC benchmark calls.
namespace cpp bench

service Bench {
  void ping(),
  string echo(1: string text),
}
