#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Formats all C++ with clang-format 14 and .clang-format; with --check it only tells which files
# differ.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tool=
for name in clang-format-14 clang-format; do
  if command -v "$name" >/dev/null && "$name" --version | grep -q 'version 14\.'; then
    tool=$name
    break
  fi
done
if [ -z "$tool" ]; then
  echo "no clang-format 14 here: nothing done"
  exit 0
fi

each_file() {
  find include tests examples benchmarks \( -name '*.hpp' -o -name '*.cpp' \) -print0 |
    xargs -0 -r -n 1 -P "$(nproc)" "$@"
}

if [ "${1:-}" = --check ]; then
  each_file sh -c '"$0" --style=file "$1" | cmp -s - "$1" ||
    { echo "$1: not formatted; run scripts/format.sh"; exit 1; }' "$tool"
else
  each_file "$tool" --style=file -i
fi
