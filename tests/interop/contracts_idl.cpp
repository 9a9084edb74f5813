// SPDX-License-Identifier: Apache-2.0
// Prints the IDL of what kitchen.hpp and versions.hpp declare: documents that a line "----" ends,
// each behind the name of the .thrift file that declares the same.

#include <cstddef>
#include <cstdio>
#include <tuple>

#include <seathrift/idl/idl.hpp>

#include "kitchen.hpp"
#include "versions.hpp"

namespace {

template <class T>
void print(const char* file) {
  std::printf("%s\n%s----\n", file, seathrift::idl<T>().c_str());
}

}  // namespace

int main() {
  print<kitchen::Kitchen>("kitchen");
  print<kitchen::Restaurant>("kitchen");
  using Versions = INTEROP_VERSIONS(::versions);
  interop::for_each_version(
      [](auto number) { print<std::tuple_element_t<number, Versions>>("versions"); });
  print<versions::Elements>("versions");
  return 0;
}
