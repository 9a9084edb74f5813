#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds with g++ and runs every test; a line a stage, with its seconds.
#
#   tests/run.sh [--all]
#
# --all adds Clang, AddressSanitizer with UndefinedBehaviorSanitizer, a minute of each fuzz target
# (tests/fuzz/run.sh --long: an hour), and ThreadSanitizer.
# Builds and logs go to build/ in the repository, or to $SEATHRIFT_BUILD. The last line is
# "N passed, N failed"; the exit code is 0 only when nothing failed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

everything=false
case ${1:-} in
  '') ;;
  --all) everything=true ;;
  *) echo "usage: tests/run.sh [--all]" >&2; exit 2 ;;
esac

build=${SEATHRIFT_BUILD:-$root/build}
logs=$build/logs
mkdir -p "$logs"
passed=0
failed=0

export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1

say() { printf '%-52s %s\n' "$1" "$2"; }

# stage <name> <what of its log to show when it fails: a function> <command> …
stage() {
  local name=$1 show=$2 begin=$SECONDS code=0
  shift 2
  log=$logs/${name//[^a-z0-9+]/_}.log
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ "$code" -eq 0 ]; then
    say "$name" "ok      $((SECONDS - begin)) s"
  else
    say "$name" "FAILED  $((SECONDS - begin)) s"
    "$show" "$log" | sed 's/^/    /'
    echo "    all of it: $log"
  fi
  return "$code"
}

# A check that counts as one test.
check() {
  if stage "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

show_end() { tail -n 60 "$1"; }

# What the compiler said, without its command lines and the steps that went well.
show_errors() {
  if grep -q '^FAILED' "$1"; then
    sed -n -E '/^FAILED/,$p' "$1" | grep -v -E '^\[[0-9]+/[0-9]+\]|^(ccache )?/' |
      cut -c1-300 | head -n 80
  else
    show_end "$1"
  fi
}

show_tests() {
  grep -v -E '^ *Start +[0-9]+:|^ *[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed|sec\*proc|^$' "$1" |
    cut -c1-300 | head -n 200
}

# Adds to the sums what ctest's log says.
count_tests() {
  local log=$1 line bad total skipped
  line=$(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' "$log" || true)
  if [ -z "$line" ]; then
    failed=$((failed + 1))
    return
  fi
  bad=$(sed -E 's/.*, ([0-9]+) tests failed.*/\1/' <<<"$line")
  total=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$line")
  skipped=$(grep -c -E '^[[:space:]]+[0-9]+ - .*\((Skipped|Disabled)\)' "$log" || true)
  passed=$((passed + total - bad - skipped))
  failed=$((failed + bad))
}

# configuration <name> <compiler> <flags> <ctest's selection> <target> [<cmake option> …]
configuration() {
  local name=$1 compiler=$2 flags=$3 selection=$4 target=$5 folder=$build/$1
  shift 5
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  if ! stage "$name: configure" show_end cmake -S . -B "$folder" -G Ninja \
      -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_BUILD_TYPE= \
      "${launcher[@]}" "$@"; then
    failed=$((failed + 1))
    return
  fi
  if ! stage "$name: build" show_errors \
      "${run_with[@]}" cmake --build "$folder" --target "$target" -- -k 0; then
    failed=$((failed + 1))
    return
  fi
  local select=()
  if [ -n "$selection" ]; then select=(-L "^($selection)\$"); fi
  stage "$name: tests" show_tests "${run_with[@]}" ctest --test-dir "$folder" \
    --parallel "$(nproc)" --output-on-failure --no-tests=error "${select[@]}" || true
  count_tests "$log"
}

begin=$SECONDS
run_with=(env)

if ! stage "dependencies" show_end bash scripts/install_dependencies.sh tests examples; then
  echo "0 passed, 1 failed"
  exit 1
fi
python=/usr/bin/python3
if [ ! -x "$python" ]; then python=python3; fi

check "layers" show_end "$python" tests/layers.py
check "format" show_end bash scripts/format.sh --check
configuration g++ g++ "-O2 -Werror" "" all
# Shown, so that a step back is seen; nothing fails because a machine is slow.
check "compile cost" show_end "$python" benchmarks/compile/measure.py --brief \
  --build "$build/compile_cost"
sed 's/^/  /' "$logs/compile_cost.log"
check "consumers" show_end bash tests/consumers/run.sh
check "examples/run.sh" show_end bash examples/run.sh

if $everything; then
  clang=clang++-14
  if ! command -v "$clang" >/dev/null; then clang=clang++; fi
  units='core|schema|protocol|codec|transport|rpc|server|idl|testing|conformance|size|steady|fuzz|root'
  threads='transport|rpc|server|testing'
  # Unoptimised: what a service's undefined functions are used for shows at the linker here alone.
  configuration clang++ "$clang" "-O0 -Werror" "" all

  # ThreadSanitizer of Clang 14 does not know the address space of newer kernels unless it stays
  # where it always was; the program that holds it there is a part of Debian's base system.
  if setarch -R true 2>/dev/null; then run_with=(setarch -R); fi
  sanitize="-O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all"
  # Without vptr, whose check needs a descriptor: some tests take them all.
  configuration address "$clang" \
    "$sanitize -fsanitize=address,undefined -fno-sanitize=vptr" "$units" \
    seathrift_unit_tests -DSEATHRIFT_BUILD_EXAMPLES=OFF -DSEATHRIFT_FUZZ=ON
  # With what has just been built: its flags are the same.
  check "fuzz" show_end bash tests/fuzz/run.sh 60
  configuration thread "$clang" "$sanitize -fsanitize=thread" "$threads" \
    seathrift_thread_tests -DSEATHRIFT_BUILD_EXAMPLES=OFF
fi

say "all" "$((SECONDS - begin)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
