#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs one tiny project for each way to get Seathrift, in a temporary directory.
#
#   tests/consumers/run.sh [find_package|add_subdirectory|meson_dependency|meson_subproject|pkg_config] …
#
# Prints a line for each and, of one that failed, what it printed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake_build() {
  cmake -S . -B build -G Ninja "$@"
  cmake --build build
  ./build/consumer
  grep -q 'service Plotter' build/idl/plotter.thrift
  # A contract that changes is written anew.
  sed -i 's/label/title/g' plotter.hpp
  cmake --build build --target plotter_idl
  grep -q 'string title' build/idl/plotter.thrift
}

meson_build() {
  meson setup build "$@"
  ninja -C build
  ./build/consumer
}

consume_find_package() { cmake_build -DCMAKE_PREFIX_PATH="$work/cmake"; }

consume_add_subdirectory() {
  ln -s "$root" seathrift
  cmake_build
}

# The file that Meson installs, found by Meson; the one that CMake installs, found by pkg-config.
consume_meson_dependency() { PKG_CONFIG_PATH=$work/meson/share/pkgconfig meson_build; }

consume_meson_subproject() {
  mkdir subprojects
  ln -s "$root" subprojects/seathrift
  meson_build
}

consume_pkg_config() {
  export PKG_CONFIG_PATH=$work/cmake/share/pkgconfig
  sh build.sh
  ./consumer
  # The debugging mode of the standard library has other containers,
  CXX="${CXX:-g++} -D_GLIBCXX_DEBUG" sh build.sh
  ./consumer
  # and so has LLVM's library.
  CXX="clang++ -stdlib=libc++" sh build.sh
  ./consumer
  [ "$(pkg-config --modversion seathrift)" = "$(meson_version)" ]
}

meson_version() { sed -n 's/^Version: //p' "$work/meson/share/pkgconfig/seathrift.pc"; }

install_both() {
  # Installed elsewhere than configured for: the package may be moved.
  cmake -S "$root" -B "$work/build-cmake" -G Ninja -DCMAKE_INSTALL_PREFIX=/nowhere \
    -DSEATHRIFT_BUILD_TESTS=OFF -DSEATHRIFT_BUILD_EXAMPLES=OFF
  cmake --install "$work/build-cmake" --prefix "$work/cmake"
  meson setup "$work/build-meson" "$root" --prefix "$work/meson"
  meson install -C "$work/build-meson"
}

consume() {
  local name=$1
  mkdir "$work/$name"
  cp -r "$here/$name/." "$here/main.cpp" "$here/plotter.hpp" "$work/$name"
  cd "$work/$name"
  "consume_$name"
}

[ $# -gt 0 ] || set -- find_package add_subdirectory meson_dependency meson_subproject pkg_config

if ! (set -e; install_both) >"$work/install.log" 2>&1; then
  cat "$work/install.log"
  echo "consumers: installing failed"
  exit 1
fi

declare -A pids
for name in "$@"; do
  while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
  (set -e; consume "$name") >"$work/$name.log" 2>&1 &
  pids[$name]=$!
done
failed=0
for name in "$@"; do
  if wait "${pids[$name]}"; then
    echo "consumers: $name passed"
  else
    failed=$((failed + 1))
    cat "$work/$name.log"
    echo "consumers: $name failed"
  fi
done
exit $((failed > 0))
