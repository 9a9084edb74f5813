// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which service do the fuzz targets call and serve? One of every sort of method.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/union.hpp>

namespace fuzz {

struct Part {
  std::int32_t number = 0;
  std::string name;
  std::vector<Part> parts;
};
SEATHRIFT_STRUCT(Part, (1, number, required), (2, name), (3, parts))

struct Refused : seathrift::Exception {
  std::int32_t code = 0;
  std::string why;
};
SEATHRIFT_EXCEPTION(Refused, (1, code), (2, why))

struct Broken {
  Part part;
};
SEATHRIFT_EXCEPTION(Broken, (1, part))

struct Yard {
  void a();
  std::int32_t b(std::int32_t left, std::int32_t right);
  std::string c(std::string_view text, std::span<const std::byte> bytes);
  Part d(Part part, std::map<std::string, std::vector<Part>> more);
  void e(std::vector<double> numbers);
  std::vector<bool> f(std::int8_t how, std::vector<bool> flags);
};
SEATHRIFT_SERVICE(Yard, (a), (b, left, right), (c, text, bytes), (d, part, more),
                  (e, numbers, oneway), (f, how, flags, throws(Refused, Broken)))

/// Answers what it is sent.
struct YardHandler {
  void a() {}
  std::int32_t b(std::int32_t left, std::int32_t right) { return left ^ right; }
  std::string c(std::string_view text, std::span<const std::byte> bytes) {
    std::string both(text);
    for (const std::byte byte : bytes) both += static_cast<char>(byte);
    return both;
  }
  Part d(Part part, std::map<std::string, std::vector<Part>> more) {
    for (auto& [name, parts] : more)
      for (auto& each : parts) part.parts.push_back(std::move(each));
    return part;
  }
  void e(std::vector<double>) {}
  std::vector<bool> f(std::int8_t how, std::vector<bool> flags) {
    if (how == 1) {
      Refused refused;
      refused.code = 1;
      throw refused;
    }
    if (how == 2) throw Broken{};
    if (how == 3) throw std::runtime_error("not declared");
    return flags;
  }
};

}  // namespace fuzz
