#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing for the given purposes; leaves alone what is there
# in any form, and does not call apt where nothing is missing.
#
#   scripts/install_dependencies.sh [build|tests|examples|benchmarks|all] …
set -euo pipefail

# <purposes>|<package>|<what shows that it is there: a command or a file>
table='
build tests examples benchmarks|g++|g++
build tests examples benchmarks|cmake|cmake
build tests examples benchmarks|ninja-build|ninja
build tests examples benchmarks|libboost1.81-dev|boost
build tests examples benchmarks|ccache|ccache
tests|meson|meson
tests examples benchmarks|pkg-config|pkg-config
tests benchmarks|clang|clang++
tests|libclang-rt-14-dev|clang-runtime
tests|libc++-14-dev|/usr/lib/llvm-14/include/c++/v1/vector
tests|libc++abi-14-dev|/usr/lib/llvm-14/lib/libc++abi.so
tests|clang-format|clang-format
tests examples|catch2|/usr/include/catch2/catch.hpp
tests benchmarks|libfmt-dev|/usr/include/fmt/format.h
tests|libssl-dev|/usr/include/openssl/ssl.h
tests|zlib1g-dev|/usr/include/zlib.h
tests examples benchmarks|thrift-compiler|thrift
tests benchmarks|libthrift-dev|/usr/include/thrift/Thrift.h
tests|libevent-dev|/usr/include/event.h
tests examples benchmarks|python3|/usr/bin/python3
tests examples|python3-thrift|/usr/lib/python3/dist-packages/thrift/Thrift.py
tests examples|python3-six|/usr/lib/python3/dist-packages/six.py
tests|ca-certificates|/etc/ssl/certs/ca-certificates.crt
benchmarks|libbenchmark-dev|/usr/include/benchmark/benchmark.h
benchmarks|python3-matplotlib|/usr/lib/python3/dist-packages/matplotlib/__init__.py
'

boost_is_there() {
  local folder number
  for folder in ${BOOST_ROOT:+"$BOOST_ROOT" "$BOOST_ROOT/include"} /usr/local/include /usr/include; do
    number=$(sed -n 's/^#define BOOST_VERSION //p' "$folder/boost/version.hpp" 2>/dev/null) || continue
    if [ "${number:-0}" -ge 108100 ]; then return 0; fi
  done
  return 1
}

clang_runtime_is_there() {
  local files=(/usr/lib/llvm-14/lib/clang/14*/lib/linux/libclang_rt.asan-*.a)
  [ -e "${files[0]}" ]
}

is_there() {
  case $1 in
    boost) boost_is_there ;;
    clang-runtime) clang_runtime_is_there ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

[ $# -gt 0 ] || set -- all
missing=()
while IFS='|' read -r purposes package probe; do
  [ -n "$package" ] || continue
  for wanted in "$@"; do
    case $wanted in
      build | tests | examples | benchmarks | all) ;;
      *) echo "unknown purpose: $wanted (build, tests, examples, benchmarks, all)" >&2; exit 2 ;;
    esac
    if [ "$wanted" = all ] || [[ " $purposes " == *" $wanted "* ]]; then
      is_there "$probe" || missing+=("$package")
      break
    fi
  done
done <<<"$table"

[ ${#missing[@]} -gt 0 ] || exit 0

root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "missing packages, and neither root nor sudo to install them: ${missing[*]}" >&2
    exit 1
  fi
  root=(sudo)
fi
if ! command -v apt-get >/dev/null; then
  echo "no apt-get here; install what Debian calls: ${missing[*]}" >&2
  exit 1
fi
echo "installing ${missing[*]}"
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0)
"${root[@]}" "${apt[@]}" update
"${root[@]}" "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
