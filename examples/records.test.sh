#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the example in a directory of its own.
#
#   examples/records.test.sh BUILD_DIR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${1:?usage: $0 BUILD_DIR}/examples/records" "$work/ships.bin" | tee "$work/printed"
[ "$(grep -c ' bytes: ' "$work/printed")" -eq 3 ]
sum=0
while read -r size _; do sum=$((sum + size)); done < <(grep ' bytes: ' "$work/printed")
[ "$sum" -eq "$(stat -c %s "$work/ships.bin")" ]
