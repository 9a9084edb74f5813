#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets with Clang, libFuzzer and the sanitizers, and runs them, as many at a time
# as there are processors.
#
#   tests/fuzz/run.sh [<seconds of each> | --long] [<target> …]
#
# 60 seconds each, from the same seed each time, or an hour from a new one with --long; all targets,
# or those that are named. What they learn stays in the build directory, which is build/ or
# $SEATHRIFT_BUILD, and is where the next run goes on. An input that breaks a promise is put into
# tests/fuzz/corpus/<target>, to be replayed by every test from then on. The exit code is 0 when
# nothing was found.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

seconds=60
seed=1
case ${1:-} in
  --long) seconds=3600 seed=0; shift ;;
  -*) echo "usage: tests/fuzz/run.sh [<seconds> | --long] [<target> …]" >&2; exit 2 ;;
  [0-9]*) seconds=$1; shift ;;
esac

# The same as the "address" configuration of tests/run.sh, so that each uses what the other built.
folder=${SEATHRIFT_BUILD:-$root/build}/address
flags="-O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all"
flags="$flags -fsanitize=address,undefined -fno-sanitize=vptr"
compiler=clang++-14
if ! command -v "$compiler" >/dev/null; then compiler=clang++; fi
launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
log=$folder.fuzz.log
mkdir -p "$folder"
if ! { cmake -S . -B "$folder" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
         -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_BUILD_TYPE= "${launcher[@]}" \
         -DSEATHRIFT_BUILD_EXAMPLES=OFF -DSEATHRIFT_FUZZ=ON &&
       cmake --build "$folder" --target seathrift_fuzz_targets; } >"$log" 2>&1; then
  tail -n 60 "$log"
  exit 1
fi

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for program in "$folder"/tests/fuzz/fuzz_*; do targets+=("${program##*/fuzz_}"); done
fi

fuzz() {
  local target=$1 learnt=$folder/fuzz/$1 code=0
  mkdir -p "$learnt" "tests/fuzz/corpus/$target"
  # A message of a few KiB never takes more memory than its budget.
  "$folder/tests/fuzz/fuzz_$target" -seed="$seed" -max_total_time="$seconds" -timeout=20 -malloc_limit_mb=64 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="tests/fuzz/corpus/$target/" \
    "$learnt" "tests/fuzz/corpus/$target" "$folder/tests/fuzz/seeds/$target" \
    >"$learnt.log" 2>&1 </dev/null || code=$?
  local runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$learnt.log")
  if [ "$code" -eq 0 ]; then
    printf '%-16s ok, %s inputs in %s s\n' "$target" "$runs" "$seconds"
    # Empty where nothing was ever found.
    rmdir "tests/fuzz/corpus/$target" 2>/dev/null || true
  else
    printf '%-16s FAILED\n' "$target"
    grep -v -E 'NEW_FUNC|^#[0-9]+\s' "$learnt.log" | tail -n 60 | sed 's/^/    /'
    echo "    all of it: $learnt.log"
  fi
  return "$code"
}
export -f fuzz
export folder seconds seed
printf '%s\n' "${targets[@]}" |
  xargs -P "$(nproc)" -I{} bash -c 'set -uo pipefail; fuzz "$1" || exit 1' fuzz {}
