// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target on files: what was found once is tried in every build, without libFuzzer.
//
//     <target> <file or folder> …

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "target.hpp"

namespace {

std::string current;

/// Says which file it was, when the program dies of one.
void tell() { std::fprintf(stderr, "the input is %s\n", current.c_str()); }

void run(const std::filesystem::path& file) {
  current = file.string();
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> content{std::istreambuf_iterator<char>(stream), {}};
  // A block of just that size, so that a sanitizer sees each byte read too far.
  const std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[content.size()]);
  std::copy(content.begin(), content.end(), bytes.get());
  LLVMFuzzerTestOneInput(bytes.get(), content.size());
}

}  // namespace

int main(int count, char** arguments) {
  namespace fs = std::filesystem;
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE})
    std::signal(signal, [](int number) {
      tell();
      std::signal(number, SIG_DFL);
      std::raise(number);
    });
  int files = 0;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(arguments[i])) {
      run(arguments[i]);
      ++files;
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(arguments[i])) {
      if (!entry.is_regular_file()) continue;
      run(entry.path());
      ++files;
    }
  }
  std::printf("%d files\n", files);
  return files == 0;
}
