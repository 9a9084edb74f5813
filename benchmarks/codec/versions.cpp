// SPDX-License-Identifier: Apache-2.0
// How fast are messages of another version of their structs? Decoded into a kept object, beside the
// message that is as predicted; medians of the rounds.
//
//   versions [rounds]

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

#include "messages.hpp"
#include "rearranged.hpp"
#include "timing.hpp"
#include "untuned.hpp"

namespace {

using bench::Version;

constexpr Version versions[] = {Version::same,  Version::swapped, Version::reversed,
                                Version::added, Version::strewn,  Version::missing};

/// Ends the program unless the bytes decode to the same message, but for what is missing.
template <class Protocol, class Message>
void check(const char* name, const Message& message, std::span<const std::byte> bytes,
           Version version) {
  Message read;
  const std::size_t used = seathrift::decode_to<Protocol>(bytes, read);
  const bool same = seathrift::encode<Protocol>(read) == seathrift::encode<Protocol>(message);
  if (used == bytes.size() && same == (version != Version::missing)) return;
  std::fprintf(stderr, "%s: not what was encoded\n", name);
  std::exit(1);
}

/// Prints a row, and returns the largest ratio in it.
template <class Protocol, class Message>
double row(const char* name, const Message& message, std::size_t rounds) {
  const auto predicted = seathrift::encode<Protocol>(message);
  std::vector<std::vector<std::byte>> bytes;
  for (const Version version : versions) {
    bytes.push_back(bench::Rearranger<Protocol>(version)(predicted));
    check<Protocol>(name, message, bytes.back(), version);
  }
  Message read;
  std::vector<bench::Cell> cells;
  for (const auto& each : bytes)
    cells.push_back([&each, &read] { seathrift::decode_to<Protocol>(each, read); });
  bench::time_all(cells, predicted.size(), rounds);
  const double base = cells[0].median();
  std::printf("| %s | %s | %.1f |", std::string(Protocol::name).c_str(), name, base);
  double worst = 0;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    const double ratio = cells[i].median() / base;
    worst = std::max(worst, ratio);
    std::printf(" %.2f |", ratio);
  }
  std::printf("\n");
  return worst;
}

template <class Protocol>
double rows(std::size_t rounds) {
  return std::max({row<Protocol>("small", bench::make_small(), rounds),
                   row<Protocol>("rects", bench::make_rects(), rounds),
                   row<Protocol>("monsters", bench::make_monsters(), rounds),
                   row<Protocol>("wide", bench::make_wide(), rounds),
                   row<Protocol>("deep", bench::make_deep(), rounds),
                   row<Protocol>("index", bench::make_index(), rounds),
                   row<Protocol>("exception", bench::make_refusal(), rounds)});
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rounds =
      argc > 1 ? std::max<std::size_t>(1, std::strtoul(argv[1], nullptr, 10)) : 15;
  std::printf("## Messages of another version\n\n");
  std::printf(
      "Decoded into a kept object. In each struct the fields are swapped by pairs, reversed, "
      "followed by two unknown ones, strewn with unknown ones, or every second one is "
      "missing: times the time of the predicted message.\n\n");
  std::printf("| | message | as predicted, ns | swapped | reversed | added | strewn | missing |\n");
  std::printf("|---|---|--:|--:|--:|--:|--:|--:|\n");
  const double binary = rows<seathrift::Binary>(rounds);
  const double compact = rows<seathrift::Compact>(rounds);
  std::printf("\nAt most %.2f times the predicted message's time.\n\n", std::max(binary, compact));
}
