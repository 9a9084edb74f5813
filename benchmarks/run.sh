#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints how fast the codec is, how fast calls are, and what compiling costs, beside Apache Thrift
# and beside limits written by hand, all measured in this run.
#
#   benchmarks/run.sh [--quick] [--rounds N] [--only codec|kernels|versions|rpc|compile] [--large]
#
#   --quick      one short round of the codec and of the calls, the tutorial at -O2 alone
#   --rounds N   rounds of the codec and of the calls, 5 unless told
#   --only PART  one of the parts; kernels are lists of numbers, beside memcpy and plain loops,
#                versions are messages whose structs have other fields, or another order of them
#   --large      also compiles the service of 100 methods and 100 structs: some minutes more
#
# CXX chooses the compiler, CXXFLAGS replaces the -O2 of codec and calls, CPU the processor to
# measure the codec on. Calls take two processors, the first for the server and the last for the
# client, where there are two.
# Everything is built in build/bench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=5
seconds=0.03
call_seconds=0.2
quick=
large=
only=
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes rounds=1 seconds=0.01 call_seconds=0.05 ;;
    --rounds) rounds=${2:?} && shift ;;
    --only) only=${2:?} && shift ;;
    --large) large=yes ;;
    *) sed -n '3,17s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
case $only in
  '' | codec | kernels | versions | rpc | compile) ;;
  *) echo "--only codec, kernels, versions, rpc or compile" >&2 && exit 2 ;;
esac

scripts/install_dependencies.sh benchmarks
compiler=${CXX:-g++}
flags=(-std=c++20 -Wall -Wextra -Wpedantic)
read -r -a optimisation <<<"${CXXFLAGS:--O2}"
cpu=${CPU:-$(python3 -c 'import os; print(max(os.sched_getaffinity(0)))')}
build=$PWD/build/bench/$(basename "$compiler")
programs=(apache_default apache_templates limit seathrift)

# g++ inlines less into a large unit, and all the messages are in one: Apache's templates then take
# up to twice as long as in a program of a user's. They get all the inlining that there is at -O2.
inlining=()
if "$compiler" --version | grep -q 'Free Software Foundation'; then
  inlining=(--param large-unit-insns=1000000)
fi

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
  (compile_apache apache_default && compile limit) &
  jobs+=($!)
  (compile_apache apache_templates "${inlining[@]}" && compile seathrift) &
  jobs+=($!)
  for program in "${jobs[@]}"; do wait "$program"; done
}

# Fails unless all programs make the bytes that Apache's make.
compare_bytes() {
  local program
  for program in "${programs[@]}"; do
    "$build/codec/$program" --write-bytes "$build/codec/bytes/$program"
    diff -r "$build/codec/bytes/apache_default" "$build/codec/bytes/$program" >&2 || {
      echo "$program: not the bytes that Apache Thrift makes; nothing is timed" >&2
      return 1
    }
  done
}

time_codec() {
  mkdir -p "$build/codec/rounds"
  local round program
  for ((round = 1; round <= rounds; ++round)); do
    for program in "${programs[@]}"; do
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

echo "# Benchmarks: $("$compiler" --version | head -n 1), $(sed -n 's/^model name.*: //p' \
  /proc/cpuinfo | head -n 1)"
echo
if [ "${only:-codec}" = codec ]; then
  build_codec
  compare_bytes
  time_codec
  benchmarks/codec/table.py "$build/codec/rounds"
fi
if [ "${only:-kernels}" = kernels ]; then
  mkdir -p "$build/codec"
  compile kernels
  taskset -c "$cpu" "$build/codec/kernels" "$((rounds * 5))"
fi
if [ "${only:-versions}" = versions ]; then
  mkdir -p "$build/codec"
  compile versions
  taskset -c "$cpu" "$build/codec/versions" "$((rounds * 3))"
fi
if [ "${only:-rpc}" = rpc ]; then
  build_rpc
  benchmarks/rpc/measure.py "$build/rpc" --rounds "$rounds" --seconds "$call_seconds"
fi
if [ "${only:-compile}" = compile ]; then
  benchmarks/compile/measure.py --compiler "$compiler" --build "$build/compile" \
    ${quick:+--quick} ${large:+--large}
fi
