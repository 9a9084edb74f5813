#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One C++ header is the contract of all: installs what is missing (Debian), builds, and shows the
# Calculator's server called by our client and by Apache Thrift's Python client.
#
#   examples/run.sh
#
# The build goes to build/examples in the repository, or to $SEATHRIFT_BUILD/examples. The exit code
# is 0 only when every call ended as it should.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${SEATHRIFT_BUILD:-$root/build}/examples
mkdir -p "$build"

bash "$root/scripts/install_dependencies.sh" examples

# quietly <command> …: shows what it prints only when it fails.
quietly() {
  "$@" >"$build/log" 2>&1 || {
    cat "$build/log"
    exit 1
  }
}

launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
echo '-- building'
quietly cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" \
  -DSEATHRIFT_BUILD_TESTS=OFF -DSEATHRIFT_BUILD_EXAMPLES=ON
quietly cmake --build "$build" \
  --target example_calculator_server example_calculator_client calculator_idl
echo "IDL: $build/examples/calculator.thrift"
echo

bash "$root/examples/calculator_client.test.sh" "$build"
