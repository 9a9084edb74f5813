#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the tutorial's server at a free port, and its client, which must print what docs/tutorial.md
# says.
#
#   examples/notes_client.test.sh BUILD_DIR
set -euo pipefail
programs=${1:?usage: $0 BUILD_DIR}/examples
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

"$programs/notes_server" 0 >"$work/server" &
server=$!
port=
for _ in $(seq 100); do
  port=$(sed -n 's/^port //p' "$work/server")
  [ -z "$port" ] || break
  sleep 0.1
done
timeout 30 "$programs/notes_client" "$port" | tee "$work/client"
sed -n '/^\$ \.\/build\/client$/,/^```/p' "$root/docs/tutorial.md" | sed '1d;$d' >"$work/expected"
diff "$work/expected" "$work/client"

kill "$server"
wait "$server"  # it ends by itself, with success
