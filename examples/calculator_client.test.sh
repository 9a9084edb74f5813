#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts the Calculator's server at a free port and calls it with our client, and with Apache
# Thrift's Python client through the IDL that the build wrote; stops it. All of them show what they
# print, and both clients must print the same, which is `expected`.
#
#   examples/calculator_client.test.sh BUILD_DIR
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
programs=$(cd "${1:?usage: $0 BUILD_DIR}/examples" && pwd)

expected='ping()
1 + 1 = 2
InvalidOperation: Cannot divide by 0
15 - 10 = 5
log entry 1: 5
zip()'

python=/usr/bin/python3
[ -x "$python" ] || python=python3

work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill -TERM "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "$1" >&2
  exit 1
}

# show <title> <command> …: runs the command, half a minute at most, and shows what it prints.
show() {
  echo "-- $1"
  timeout 30 "${@:2}" >"$work/printed" 2>&1 || { cat "$work/printed"; fail "$1: failed"; }
  cat "$work/printed"
  echo
  [ "$(cat "$work/printed")" = "$expected" ] || fail "$1: this is not what it should print"
}

timeout -k 5 60 "$programs/calculator_server" 0 >"$work/server" 2>&1 &
server=$!
port=
for _ in $(seq 100); do
  port=$(sed -n 's/^listening at port //p' "$work/server")
  [ -z "$port" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
[ -n "$port" ] || { cat "$work/server"; fail 'the server does not listen'; }

show 'Seathrift, C++' "$programs/calculator_client" "$port"

if "$python" -c 'import thrift' 2>/dev/null && command -v thrift >/dev/null; then
  thrift --gen py -out "$work" "$programs/calculator.thrift"
  show "Apache Thrift, Python" "$python" -B "$here/calculator_client.py" "$work" "$port"
else
  fail "Apache Thrift, Python: missing; scripts/install_dependencies.sh examples installs it"
fi

kill -TERM "$server"
for _ in $(seq 100); do
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
code=0
wait "$server" || code=$?
server=
echo '-- server'
cat "$work/server"
[ "$code" -eq 0 ] || fail "the server ended with $code"
grep -qx 'stopped' "$work/server" || fail 'the server did not stop in order'
