#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints how fast the codec is, how fast calls are, and what compiling costs, beside Apache Thrift
# and beside limits written by hand, all measured in this run.
#
#   benchmarks/run.sh [--quick] [--rounds N] [--only PART] [--large] [--publish]
#
#   --quick      one short round of the codec and of the calls, by one compiler at -O2; the tutorial
#                at -O2 alone
#   --rounds N   rounds of the codec and of the calls, 5 unless told
#   --only PART  codec, kernels, versions, rpc or compile; kernels are lists of numbers and structs
#                beside memcpy and plain loops, with each compiler, versions are messages whose
#                structs have other fields, or another order of them
#   --large      also compiles the service of 100 methods and 100 structs: some minutes more
#   --publish    the codec, kernels and versions alone: writes docs/speed.md and docs/speed.png
#
# The codec is measured with g++ and clang++, each at -O2 and at -O3 -march=native. CXX chooses one
# compiler, also for the other parts, CXXFLAGS one set of flags, CPU the processor to measure the
# codec on. Calls take two processors, the first for the server and the last for the client, where
# there are two.
# Everything is built in build/bench; build/bench/speed.png shows the codec.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=5
seconds=0.03
call_seconds=0.2
quick=
large=
only=
publish=
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes rounds=1 seconds=0.01 call_seconds=0.05 ;;
    --rounds) rounds=${2:?} && shift ;;
    --only) only=${2:?} && shift ;;
    --large) large=yes ;;
    --publish) publish=yes ;;
    *) sed -n '3,22s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
case $only in
  '' | codec | kernels | versions | rpc | compile) ;;
  *) echo "--only codec, kernels, versions, rpc or compile" >&2 && exit 2 ;;
esac

scripts/install_dependencies.sh benchmarks
export PYTHONDONTWRITEBYTECODE=1
flags=(-std=c++20 -Wall -Wextra -Wpedantic)
cpu=${CPU:-$(python3 -c 'import os; print(max(os.sched_getaffinity(0)))')}
columns=(apache_default apache_templates limit seathrift seathrift_by_table)
untuned=(untuned_hand untuned_seathrift)

# use <compiler> <flags>: what the functions below compile with, and where
use() {
  compiler=$1
  read -r -a optimisation <<<"$2"
  build=$PWD/build/bench/$(basename "$compiler")
  [ "$2" = -O2 ] || build+=$(tr -d ' =' <<<"$2")
  # g++ inlines less into a large unit, and all the messages are in one: Apache's templates then
  # take up to twice as long as in a program of a user's. They get all the inlining that there is.
  inlining=()
  if "$compiler" --version | grep -q 'Free Software Foundation'; then
    inlining=(--param large-unit-insns=1000000)
  fi
}

# generate <folder> <options of thrift --gen cpp>
generate() {
  mkdir -p "$build/codec/$1"
  thrift --gen "cpp:$2" -out "$build/codec/$1" benchmarks/codec/messages.thrift
}

# compile <program> <further arguments>
compile() {
  local program=$1
  shift
  "$compiler" "${flags[@]}" "${optimisation[@]}" -I include "benchmarks/codec/$program.cpp" "$@" \
    -lbenchmark -pthread -o "$build/codec/$program" || {
    echo "$program: not built" >&2
    return 1
  }
}

# compile_apache <program> [<flags>]: with the code generated for it, whose warnings are not ours
compile_apache() {
  local program=$1 folder=$build/codec/generated_$1
  shift
  "$compiler" "${flags[@]}" "${optimisation[@]}" -w -c "$folder/all.cpp" -o "$folder/all.o"
  compile "$program" -isystem "$folder" "$folder/all.o" "$@" -lthrift
}

build_codec() {
  rm -rf "$build/codec"
  mkdir -p "$build/codec"
  generate generated_apache_default no_skeleton
  generate generated_apache_templates templates,moveable_types,no_skeleton
  local folder program jobs=()
  for folder in "$build"/codec/generated_*; do
    printf '#include "%s"\n' Calculator.cpp messages_types.cpp >"$folder/all.cpp"
  done
  # Two at a time.
  (compile_apache apache_default && compile limit && compile untuned_hand &&
    compile seathrift_by_table) &
  jobs+=($!)
  (compile_apache apache_templates "${inlining[@]}" && compile seathrift &&
    compile untuned_seathrift) &
  jobs+=($!)
  for program in "${jobs[@]}"; do wait "$program"; done
}

# compare_bytes <program> …: fails unless all make the bytes that the first one makes
compare_bytes() {
  local program
  for program in "$@"; do
    "$build/codec/$program" --write-bytes "$build/codec/bytes/$program"
    diff -r "$build/codec/bytes/$1" "$build/codec/bytes/$program" >&2 || {
      echo "$program: not the bytes that $1 makes; nothing is timed" >&2
      return 1
    }
  done
}

time_codec() {
  mkdir -p "$build/codec/rounds"
  local round program
  for ((round = 1; round <= rounds; ++round)); do
    for program in "${columns[@]}" "${untuned[@]}"; do
      taskset -c "$cpu" "$build/codec/$program" --benchmark_min_time="$seconds" \
        --benchmark_out_format=json --benchmark_out="$build/codec/rounds/$program.$round.json" \
        >"$build/codec/rounds/$program.log" 2>&1 || {
        cat "$build/codec/rounds/$program.log" >&2
        return 1
      }
    done
  done
}

# compile_rpc <program> <further arguments>
compile_rpc() {
  local program=$1
  shift
  "$compiler" "${flags[@]}" "${optimisation[@]}" -I include "benchmarks/rpc/$program.cpp" "$@" \
    -pthread -o "$build/rpc/$program" || {
    echo "$program: not built" >&2
    return 1
  }
}

build_rpc() {
  local generated=$build/rpc/generated program
  rm -rf "$build/rpc"
  mkdir -p "$generated"
  thrift --gen cpp:no_skeleton -out "$generated" benchmarks/rpc/bench.thrift
  "$compiler" "${flags[@]}" "${optimisation[@]}" -w -c "$generated/Bench.cpp" -o "$generated/Bench.o"
  for program in load raw_client raw_server seathrift_client seathrift_server; do
    compile_rpc "$program"
  done
  for program in apache_client apache_server; do
    compile_rpc "$program" -isystem "$generated" "$generated/Bench.o" -lthrift
  done
}

# The codec with each compiler and set of flags, then all of it in tables.
measure_codec() {
  local each folders=()
  for each in "${configurations[@]}"; do
    use "${each%%|*}" "${each#*|}"
    build_codec
    compare_bytes "${columns[@]}"
    compare_bytes "${untuned[@]}"
    time_codec
    "$compiler" --version | sed -n 1p >"$build/codec/rounds/compiler"
    echo "${optimisation[*]}" >"$build/codec/rounds/flags"
    folders+=("$build/codec/rounds")
  done
  benchmarks/codec/table.py "${folders[@]}"
  /usr/bin/python3 benchmarks/codec/picture.py build/bench/speed.png "${folders[@]}"
}

# With each compiler, as kernels are written for each.
measure_kernels() {
  local each
  for each in "${compilers[@]}"; do
    use "$each" "${sets[0]}"
    mkdir -p "$build/codec"
    compile kernels
    printf '## Lists of numbers and of structs: %s, %s\n\n' "$("$compiler" --version | sed -n 1p)" \
      "${optimisation[*]}"
    taskset -c "$cpu" "$build/codec/kernels" "$((rounds * 5))"
  done
  use "${compilers[0]}" "${sets[0]}"
}

measure_versions() {
  mkdir -p "$build/codec"
  compile versions benchmarks/codec/versions_hand.cpp
  taskset -c "$cpu" "$build/codec/versions" "$((rounds * 3))"
}

compilers=("${CXX:-g++}")
sets=("${CXXFLAGS:--O2}")
[ -n "$quick${CXX:-}" ] || compilers+=(clang++)
[ -n "$quick${CXXFLAGS:-}" ] || sets+=("-O3 -march=native")
configurations=()
for each in "${compilers[@]}"; do
  for set in "${sets[@]}"; do configurations+=("$each|$set"); done
done

use "${compilers[0]}" "${sets[0]}"
processor=$(sed -n 's/^model name.*: //p' /proc/cpuinfo | sed -n 1p)
if [ -n "$publish" ]; then
  mkdir -p build/bench
  {
    cat benchmarks/codec/speed.md.in
    echo "Measured on $(date +%F), on one of $(nproc) processors ($processor)."
    echo
    measure_codec
    use "${compilers[0]}" "${sets[0]}"
    measure_kernels
    measure_versions
  } | tee build/bench/speed.md
  cp build/bench/speed.md build/bench/speed.png docs/
  exit
fi
echo "# Benchmarks: $("$compiler" --version | sed -n 1p), $processor"
echo
if [ "${only:-codec}" = codec ]; then
  measure_codec
  use "${compilers[0]}" "${sets[0]}"
fi
if [ "${only:-kernels}" = kernels ]; then measure_kernels; fi
if [ "${only:-versions}" = versions ]; then measure_versions; fi
if [ "${only:-rpc}" = rpc ]; then
  build_rpc
  benchmarks/rpc/measure.py "$build/rpc" --rounds "$rounds" --seconds "$call_seconds"
fi
if [ "${only:-compile}" = compile ]; then
  benchmarks/compile/measure.py --compiler "$compiler" --build "$build/compile" \
    ${quick:+--quick} ${large:+--large}
fi
