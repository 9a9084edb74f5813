// SPDX-License-Identifier: Apache-2.0
#pragma once
// Does Apache's compiler take a text, for every language, and is what it makes of it sound?

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

namespace idl_test {

inline bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;  // NOLINT
}

/// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "seathrift-idl-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// True when the command succeeds in the folder; else its output is shown.
inline bool succeeds(const Folder& folder, const std::string& command) {
  const std::string line = "cd " + folder.path() + " && { " + command + "; } >output 2>&1";
  if (std::system(line.c_str()) == 0) return true;  // NOLINT
  std::ifstream output{folder.path() + "/output"};
  const std::string shown{std::istreambuf_iterator<char>{output}, {}};
  WARN(command << ":\n" << shown);
  return false;
}

/// Checks a text with `thrift`, for five languages, then what it wrote for Python, JavaScript and
/// C++ with the tools that are there.
inline void check_with_apache(std::string_view text) {
  if (!runs("thrift --version")) {
    WARN("skipped: there is no thrift compiler here (thrift-compiler)");
    return;
  }
  INFO(text);
  const Folder folder;
  std::ofstream{folder.path() + "/contract.thrift"} << text;
  for (const char* language : {"py", "cpp", "java", "go", "js:node"})
    REQUIRE(succeeds(folder, std::string{"thrift --gen "} + language + " contract.thrift"));
  if (runs("/usr/bin/python3 --version"))
    CHECK(succeeds(folder, "/usr/bin/python3 -m compileall -q gen-py"));
  if (runs("node --version"))
    CHECK(succeeds(folder, "for file in gen-nodejs/*.js; do node --check $file || exit 1; done"));
  // Default values of Python are made when a module is imported.
  if (runs("/usr/bin/python3 -c 'import thrift.Thrift'"))
    CHECK(succeeds(folder,
                   "cd gen-py && for file in $(find . -name ttypes.py); do "
                   "module=$(echo ${file#./} | tr / .); "
                   "/usr/bin/python3 -c \"import ${module%.py}\" || exit 1; done"));
  if (runs("echo '#include <thrift/Thrift.h>' | c++ -E -x c++ -"))
    CHECK(succeeds(folder,
                   "for file in $(find gen-cpp -name '*_types.cpp'); do c++ -fsyntax-only $file || "
                   "exit 1; done"));
}

/// The part of a text from a line that begins with `head` to the end of that declaration.
inline std::string declaration(const std::string& text, const std::string& head) {
  const auto begin = ("\n" + text).find("\n" + head);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find("}\n", begin) + 2 - begin);
}

}  // namespace idl_test
