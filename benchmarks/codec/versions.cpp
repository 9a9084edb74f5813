// SPDX-License-Identifier: Apache-2.0
// How fast are messages of another version of their structs? Decoded into a kept object, beside the
// message that is as predicted, and beside a hand-written reader that takes fields in any order;
// medians of the rounds.
//
//   versions [rounds]

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <seathrift/seathrift.hpp>

#include "messages.hpp"
#include "rearranged.hpp"
#include "timing.hpp"
#include "untuned.hpp"
#include "versions_hand.hpp"

namespace {

using bench::Version;

constexpr Version versions[] = {Version::same,  Version::swapped, Version::reversed,
                                Version::added, Version::strewn,  Version::missing};

template <class Protocol>
using Wire = std::conditional_t<std::is_same_v<Protocol, seathrift::Binary>,
                                bench::hand::BinaryWire, bench::hand::CompactWire>;

[[noreturn]] void end(const char* name, const char* why) {
  std::fprintf(stderr, "%s: %s\n", name, why);
  std::exit(1);
}

/// Ends the program unless the bytes decode to the same message, but for what is missing, and the
/// hand reads the same.
template <class Protocol, class Message>
void check(const char* name, const Message& message, std::span<const std::byte> bytes,
           Version version) {
  Message read;
  const std::size_t used = seathrift::decode_to<Protocol>(bytes, read);
  const auto again = seathrift::encode<Protocol>(read);
  const bool same = again == seathrift::encode<Protocol>(message);
  if (used != bytes.size() || same != (version != Version::missing))
    end(name, "not what was encoded");
  Message kept = message;
  bench::hand::decode_any_order<Wire<Protocol>>(bytes, kept);
  if (seathrift::encode<Protocol>(kept) != again) end(name, "the hand reads something else");
}

struct Ratios {
  std::vector<double> to_predicted = {};
  std::vector<double> to_hand = {};
};

/// Prints a row, and adds its ratios.
template <class Protocol, class Message>
void row(const char* name, const Message& message, std::size_t rounds, Ratios& ratios) {
  const auto predicted = seathrift::encode<Protocol>(message);
  std::vector<std::vector<std::byte>> memory;
  std::vector<std::span<const std::byte>> bytes;
  for (const Version version : versions) {
    auto& each = memory.emplace_back(bench::Rearranger<Protocol>(version)(predicted));
    const std::size_t size = each.size();
    each.resize(size + bench::hand::padding);
    bytes.emplace_back(each.data(), size);
    check<Protocol>(name, message, bytes.back(), version);
  }
  Message read;
  Message read_by_hand;
  std::vector<bench::Cell> cells;
  for (const auto each : bytes) {
    cells.push_back([each, &read] { seathrift::decode_to<Protocol>(each, read); });
    cells.push_back([each, &read_by_hand] {
      bench::hand::decode_any_order<Wire<Protocol>>(each, read_by_hand);
    });
  }
  bench::time_all(cells, predicted.size(), rounds);
  const double base = cells[0].median();
  std::printf("| %s | %s | %.1f (%.2f) |", std::string(Protocol::name).c_str(), name, base,
              base / cells[1].median());
  for (std::size_t i = 2; i < cells.size(); i += 2) {
    const double time = cells[i].median();
    ratios.to_predicted.push_back(time / base);
    ratios.to_hand.push_back(time / cells[i + 1].median());
    std::printf(" %.2f (%.2f) |", ratios.to_predicted.back(), ratios.to_hand.back());
  }
  std::printf("\n");
}

template <class Protocol>
void rows(std::size_t rounds, Ratios& ratios) {
  row<Protocol>("small", bench::make_small(), rounds, ratios);
  row<Protocol>("rects", bench::make_rects(), rounds, ratios);
  row<Protocol>("monsters", bench::make_monsters(), rounds, ratios);
  row<Protocol>("wide", bench::make_wide(), rounds, ratios);
  row<Protocol>("deep", bench::make_deep(), rounds, ratios);
  row<Protocol>("index", bench::make_index(), rounds, ratios);
  row<Protocol>("exception", bench::make_refusal(), rounds, ratios);
}

double mean(const std::vector<double>& ratios) {
  double sum = 0;
  for (const double ratio : ratios) sum += std::log(ratio);
  return std::exp(sum / static_cast<double>(ratios.size()));
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rounds =
      argc > 1 ? std::max<std::size_t>(1, std::strtoul(argv[1], nullptr, 10)) : 15;
  std::printf("## Messages of another version\n\n");
  std::printf(
      "Decoded into a kept object. In each struct the fields are swapped by pairs, reversed, "
      "followed by two unknown ones, strewn with unknown ones, or every second one is "
      "missing: times the time of the predicted message. In brackets: times the time that a "
      "straightforward reader takes for the same bytes, the loop over a switch that takes fields "
      "in any order, written by hand for these messages.\n\n");
  std::printf("| | message | as predicted, ns | swapped | reversed | added | strewn | missing |\n");
  std::printf("|---|---|--:|--:|--:|--:|--:|--:|\n");
  Ratios ratios;
  rows<seathrift::Binary>(rounds, ratios);
  rows<seathrift::Compact>(rounds, ratios);
  const auto& own = ratios.to_predicted;
  const auto above = std::count_if(own.begin(), own.end(), [](double ratio) { return ratio > 3; });
  std::printf(
      "\nGeometric mean of the last five columns: %.2f times the predicted message's time (%d of "
      "%zu above 3, at most %.2f), %.2f times the hand's (at most %.2f).\n\n",
      mean(own), static_cast<int>(above), own.size(), *std::max_element(own.begin(), own.end()),
      mean(ratios.to_hand), *std::max_element(ratios.to_hand.begin(), ratios.to_hand.end()));
}
