#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The Calculator's server says at which port it listens, and ends in order when it is interrupted,
# even while a client that never calls is connected.
#
#   examples/calculator_server.test.sh BUILD_DIR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

timeout -k 5 30 "${1:?usage: $0 BUILD_DIR}/examples/calculator_server" 0 >"$work/printed" 2>&1 &
server=$!
port=
for _ in $(seq 100); do
  port=$(sed -n 's/^listening at port //p' "$work/printed")
  [ -z "$port" ] || break
  sleep 0.1
done
exec 3<>"/dev/tcp/127.0.0.1/$port"
for _ in $(seq 100); do
  ! grep -q '^connection from ' "$work/printed" || break
  sleep 0.1
done
kill -INT "$server"
code=0
wait "$server" || code=$?
cat "$work/printed"
[ "$code" -eq 0 ]
grep -qx 'stopped' "$work/printed"
