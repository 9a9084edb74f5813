// SPDX-License-Identifier: Apache-2.0
// How fast are lists of numbers? Beside the plain copy of as many bytes, one after the other in
// every round; medians of the rounds. Lists of integers in Compact: nanoseconds a value to encode
// and decode, by the plain loop, by each kernel, and by the codec (encode, reused, fresh).
//
//   kernels [rounds]

// As in a release: the assertions compare all the elements of a flat set once more.
#define BOOST_DISABLE_ASSERTS

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <malloc.h>

#include <boost/container/flat_set.hpp>
#include <boost/container/vector.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#include "timing.hpp"

namespace {

using bench::Cell;
using seathrift::Binary;
using seathrift::Buffer;
using seathrift::Compact;

std::size_t rounds = 31;

template <class Container>
struct List {
  Container v = {};
};

/// A list, and what its codec keeps.
template <class Protocol, class Container>
struct Subject {
  explicit Subject(Container numbers) : list{std::move(numbers)} {
    seathrift::encode_to<Protocol>(list, buffer);
    seathrift::decode_to<Protocol>(buffer, kept);
    if (kept.v == list.v) return;
    std::fprintf(stderr, "not what was encoded\n");
    std::exit(1);
  }

  /// Encoding, decoding into a kept list and into a new one.
  [[nodiscard]] std::vector<Cell> cells() {
    return {{[this] { seathrift::encode_to<Protocol>(list, buffer); }},
            {[this] { seathrift::decode_to<Protocol>(buffer, kept); }},
            {[this] {
              List<Container> fresh;
              seathrift::decode_to<Protocol>(buffer, fresh);
              asm volatile("" : : "r"(&fresh) : "memory");
            }}};
  }

  List<Container> list;
  List<Container> kept = {};
  Buffer buffer = {};
};

/// A container whose elements all have one width, as a share of the speed of memcpy.
template <class Protocol, class Container>
void fixed_row(const char* type, Container list) {
  const std::size_t size = list.size();
  const std::size_t bytes = size * sizeof(typename Container::value_type);
  Subject<Protocol, Container> subject(std::move(list));
  auto cells = subject.cells();
  std::vector<std::byte> target(bytes);
  // The copy reads where the decoder reads.
  const std::byte* const from = subject.buffer.data() + subject.buffer.size() - 1 - bytes;
  cells.push_back({[&] { std::memcpy(target.data(), from, bytes); }});
  bench::time_all(cells, bytes, rounds);
  const double copy = cells[3].median();
  std::printf("| %s %s | %zu | %.1f |", std::string(Protocol::name).c_str(), type, size, copy);
  for (std::size_t i = 0; i < 3; ++i)
    std::printf(" %.1f (%.0f %%) |", cells[i].median(), 100 * copy / cells[i].median());
  std::printf("\n");
}

template <class T>
void fill(T& number, std::size_t i) {
  number = static_cast<T>(i * 2654435761u);
}

template <class Protocol, class T>
void fixed_rows(const char* type) {
  for (const std::size_t size : {16u, 100u, 1'000u, 10'000u, 100'000u}) {
    std::vector<T> list(size);
    for (std::size_t i = 0; i < size; ++i) fill(list[i], i);
    fixed_row<Protocol>(type, std::move(list));
  }
}

/// A vector that grows without zeros, an array, and sets: a tree, and a sequence in order.
template <class T>
void other_rows(const std::string& type) {
  std::array<T, 10'000> array;
  for (std::size_t i = 0; i < array.size(); ++i) fill(array[i], i);
  for (const std::size_t size : {1000u, 10'000u})
    fixed_row<Binary>(("boost vector of " + type).c_str(),
                      boost::container::vector<T>(array.begin(), array.begin() + size));
  fixed_row<Binary>(("array of " + type).c_str(), array);
  fixed_row<Binary>(("set of " + type).c_str(), std::set<T>(array.begin(), array.end()));
  fixed_row<Binary>(("flat_set of " + type).c_str(),
                    boost::container::flat_set<T>(array.begin(), array.end()));
}

/// The bytes of a list, without its struct.
struct Varints {
  const std::byte* begin;
  const std::byte* end;
};

using Read = const std::byte* (*)(const std::byte*, const std::byte*, std::byte*&, std::size_t&,
                                  std::size_t);
using Write = std::byte* (*)(std::byte*, const std::byte*&, std::size_t&, std::size_t);

/// A kernel, and what it leaves one by one.
template <class T>
Cell reading(Varints from, std::vector<T>& to, Read kernel) {
  return {[=, &to] {
    auto* out = reinterpret_cast<std::byte*>(to.data());
    std::size_t left = to.size();
    const std::byte* at = from.begin;
    if (kernel != nullptr) at = kernel(at, from.end, out, left, sizeof(T));
    seathrift::detail::read_varints_plainly<sizeof(T)>(at, from.end, out, left);
  }};
}
template <class T>
Cell writing(const std::vector<T>& from, std::vector<std::byte>& to, Write kernel) {
  return {[=, &from, &to] {
    const auto* in = reinterpret_cast<const std::byte*>(from.data());
    std::size_t left = from.size();
    std::byte* out = to.data();
    if (kernel != nullptr) out = kernel(out, in, left, sizeof(T));
    seathrift::detail::write_varints_plainly<sizeof(T)>(out, in, left);
  }};
}

/// The largest share of the plain loop's time that a way to write and read took, and for what.
struct Worst {
  const char* way;
  double share = 0;
  std::string where = {};

  void meet(double time, double plain, const std::string& what) {
    if (time / plain <= share) return;
    share = time / plain;
    where = what;
  }
};
Worst worst_ways[] = {{"AVX2"}, {"AVX-512"}, {"the codec"}};

/// Integers in Compact, in nanoseconds a value: the plain loop, each kernel, and the codec.
template <class T>
void varint_row(const char* input, const std::vector<T>& list) {
  Subject<Compact, std::vector<T>> subject(list);
  // Field head, list head and length; behind the list, the end of the struct.
  const std::byte* const last = subject.buffer.data() + subject.buffer.size() - 1;
  const std::byte* first = subject.buffer.data() + 2;
  while (std::to_integer<unsigned>(*first++) >= 128) continue;
  const Varints bytes{first, last};
  std::vector<T> numbers(list.size());
  std::vector<std::byte> room(list.size() * 10 + 64);
  std::vector<Cell> cells = {writing(list, room, nullptr), reading(bytes, numbers, nullptr)};
#if SEATHRIFT_KERNELS
  namespace detail = seathrift::detail;
  if (detail::has_avx2()) {
    cells.push_back(writing(list, room, detail::write_varints_avx2));
    cells.push_back(reading(bytes, numbers, detail::read_varints_avx2));
  }
  // Fewer are not left to it.
  if (detail::has_avx512() && list.size() >= 64) {
    cells.push_back(writing(list, room, detail::write_varints_avx512));
    cells.push_back(reading(bytes, numbers, detail::read_varints_avx512));
  }
#endif
  const std::size_t codec = cells.size();
  for (auto& cell : subject.cells()) cells.push_back(std::move(cell));
  bench::time_all(cells, list.size() * sizeof(T), rounds);
  const auto each = static_cast<double>(list.size());
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string what = std::string(i == 0 ? "encoding " : "decoding ") + input;
    const double plain = cells[i].median();
    for (std::size_t kernel = 2; kernel < codec; kernel += 2)
      worst_ways[kernel / 2 - 1].meet(cells[kernel + i].median(), plain, what);
    worst_ways[2].meet(cells[codec + i].median(), plain, what);
  }
  std::printf("| %s | %zu | %.2f |", input, list.size(), static_cast<double>(last - first) / each);
  for (std::size_t i = 0; i < 6; i += 2)
    if (i < codec)
      std::printf(" %.2f / %.2f |", cells[i].median() / each, cells[i + 1].median() / each);
    else
      std::printf(" – |");
  std::printf(" %.2f / %.2f / %.2f |\n", cells[codec].median() / each,
              cells[codec + 1].median() / each, cells[codec + 2].median() / each);
}

/// Numbers of 0 to `most` bits, with a random sign.
template <class T>
std::vector<T> of_bits(std::size_t size, unsigned least, unsigned most) {
  std::mt19937_64 random(1);
  std::vector<T> list(size);
  for (T& number : list) {
    const auto bits = static_cast<unsigned>(least + random() % (most - least + 1));
    const std::uint64_t value = bits == 0 ? 0 : random() >> (64 - bits);
    number = static_cast<T>((random() & 1) != 0 ? 0 - value : value);
  }
  return list;
}

/// Small numbers, and every second one of so many bits.
std::vector<std::int64_t> alternating(std::size_t size, unsigned bits) {
  auto list = of_bits<std::int64_t>(size, 0, 5);
  const auto large = of_bits<std::int64_t>(size, bits, bits);
  for (std::size_t i = 1; i < size; i += 2) list[i] = large[i];
  return list;
}

void varint_rows() {
  constexpr std::size_t many = 100'000;
  varint_row("i64, 0–13 bits (i64small)", of_bits<std::int64_t>(many, 0, 13));
  varint_row("i64, 0–13 bits, few", of_bits<std::int64_t>(20, 0, 13));
  varint_row("i64, 0–13 bits, some", of_bits<std::int64_t>(200, 0, 13));
  varint_row("i32, 0–13 bits", of_bits<std::int32_t>(many, 0, 13));
  varint_row("i16, 0–13 bits", of_bits<std::int16_t>(many, 0, 13));
  varint_row("i64, one byte each", of_bits<std::int64_t>(many, 0, 6));
  varint_row("i64, one byte, then four", alternating(many, 26));
  varint_row("i64, one byte, then ten", alternating(many, 63));
  std::vector<std::int64_t> sorted(many);
  for (std::size_t i = 0; i < many; ++i) sorted[i] = static_cast<std::int64_t>(3 * i);
  varint_row("i64, sorted", sorted);
  varint_row("i64, 0–40 bits", of_bits<std::int64_t>(many, 0, 40));
  varint_row("i64, 0–63 bits", of_bits<std::int64_t>(many, 0, 63));
  varint_row("i64, random", of_bits<std::int64_t>(many, 64, 64));
  varint_row("i32, 0–31 bits", of_bits<std::int32_t>(many, 0, 31));
  varint_row("i32, random", of_bits<std::int32_t>(many, 32, 32));
  varint_row("i16, random", of_bits<std::int16_t>(many, 16, 16));
  std::printf("\nAt most, of the plain loop's time:");
  for (const Worst& worst : worst_ways)
    if (worst.share != 0)
      std::printf(" %s %.2f (%s)%s", worst.way, worst.share, worst.where.c_str(),
                  &worst == std::end(worst_ways) - 1 ? ".\n\n" : ",");
}

struct Rect {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Rect&) const = default;
};
struct Place {
  double x = 0, y = 0, z = 0;
  bool operator==(const Place&) const = default;
};
struct Mixed {
  std::int64_t id = 0;
  double weight = 0;
  std::int32_t count = 0;
  std::int16_t kind = 0;
  bool on = false;
  bool operator==(const Mixed&) const = default;
};
struct Pair {
  std::int64_t key = 0, value = 0;
  bool operator==(const Pair&) const = default;
};
struct Pixel {
  std::int8_t red = 0, green = 0, blue = 0, alpha = 0;
  bool operator==(const Pixel&) const = default;
};
/// Travels in another order than it stands in.
struct Turned {
  std::int8_t a = 0;
  std::int64_t b = 0;
  std::int16_t c = 0, d = 0;
  std::int32_t e = 0;
  bool operator==(const Turned&) const = default;
};
SEATHRIFT_STRUCT(Turned, (5, a), (4, b), (3, c), (2, d), (1, e))
struct Large {
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0;
  bool operator==(const Large&) const = default;
};
/// Ten numbers that begin a struct, and twenty.
struct Quote {
  std::int64_t at = 0;
  std::int32_t venue = 0, flags = 0;
  double bid = 0, ask = 0, last = 0;
  std::int32_t bids = 0, asks = 0;
  std::int64_t volume = 0, number = 0;
  std::string name = {};
  bool operator==(const Quote&) const = default;
};
struct Day {
  std::int64_t at = 0;
  std::int32_t venue = 0, flags = 0;
  double open = 0, high = 0, low = 0, close = 0;
  std::int32_t bids = 0, asks = 0, trades = 0, halts = 0;
  std::int64_t volume = 0, number = 0;
  double bid = 0, ask = 0, mean = 0, deviation = 0, turnover = 0, factor = 0;
  std::int32_t lot = 0, state = 0;
  std::string name = {};
  bool operator==(const Day&) const = default;
};

void fill(Rect& to, int i) { to = {i, 3 * i, 5 * i, 7 * i}; }
void fill(Place& to, int i) { to = {0.5 * i, 1.5 * i, 2.5 * i}; }
void fill(Mixed& to, int i) { to = {i, 0.5 * i, 3 * i, static_cast<std::int16_t>(i), i % 2 != 0}; }
void fill(Pair& to, int i) { to = {i, 3 * i}; }
void fill(Pixel& to, int i) {
  const auto value = static_cast<std::int8_t>(i);
  to = {value, value, value, value};
}
void fill(Turned& to, int i) {
  to = {static_cast<std::int8_t>(i), i, static_cast<std::int16_t>(i), 7, 3 * i};
}
void fill(Large& to, int i) { to = {i, i, i, i, i, i, i, i, i, i}; }
std::string name_of(int i) { return std::string(8 + static_cast<std::size_t>(i % 5), 'n'); }
void fill(Quote& to, int i) {
  to = {i, 1, 2, 0.5 * i, 1.5 * i, 2.5 * i, 3 * i, 5 * i, 7 * i, i, name_of(i)};
}
void fill(Day& to, int i) {
  const double real = 0.5 * i;
  to = {i, 1, 2,    real, real, real, real, i,    i, i, i,
        i, i, real, real, real, real, real, real, i, i, name_of(i)};
}

/// Records, one after the other, as where no kernel is.
template <class P, class T>
Cell writing_each(const std::vector<T>& from, std::vector<std::byte>& to) {
  return {[&] {
    namespace detail = seathrift::detail;
    detail::Output<false> out{
        to.data(), to.data() + to.size(),
        [](detail::Output<false>&, std::byte* at, std::size_t) { return at; }};
    std::byte* at = to.data();
    for (const T& each : from) at = detail::encode_value<P, true>(out, at, each);
  }};
}
template <class P, class T>
Cell reading_each(const std::vector<std::byte>& from, std::vector<T>& to) {
  return {[&] {
    namespace detail = seathrift::detail;
    detail::Input in(from.data(), from.size(), {});
    const std::byte* at = from.data();
    for (T& each : to) at = detail::decode_value<P>(in, at, each);
  }};
}

/// 1,000 structs in Binary: each kernel, and the codec.
template <class P, class T>
void image_row(const char* name) {
  std::vector<T> list(1000);
  for (std::size_t i = 0; i < list.size(); ++i) fill(list[i], static_cast<int>(i));
  Subject<P, std::vector<T>> subject(list);
  std::vector<std::byte> room(subject.buffer.size() + 64);
  std::vector<T> back(list.size());
  std::vector<Cell> cells = {writing_each<P>(list, room), reading_each<P>(room, back)};
  cells[0].time(1);
  // Where each way's cells are, -1 where it has none.
  std::vector<int> places = {0, 1};
#if SEATHRIFT_KERNELS
  namespace detail = seathrift::detail;
  const auto add = [&](bool is_there, Cell cell) {
    places.push_back(is_there ? static_cast<int>(cells.size()) : -1);
    if (is_there) cells.push_back(std::move(cell));
  };
  const auto add_kernel = [&](const detail::ImageKernels::Kernel& kernel, bool runs) {
    const std::size_t some = list.size() / kernel.records;
    auto* const memory = reinterpret_cast<std::byte*>(back.data());
    add(runs && kernel.write != nullptr,
        [=, &kernel, &room] { kernel.write(kernel.to_write, room.data(), memory, some); });
    add(runs && kernel.read != nullptr,
        [=, &kernel, &room] { kernel.read(kernel.to_read, memory, room.data(), some); });
  };
  // What only begins with a run has no kernel for all of it.
  if constexpr (detail::drawable<P, T>()) {
    constexpr auto& kernels = detail::image_kernels<detail::image_of<P, T>>;
    add_kernel(kernels.ssse3, __builtin_cpu_supports("ssse3"));
    add_kernel(kernels.avx2, __builtin_cpu_supports("avx2"));
    add_kernel(kernels.avx512, detail::has_avx512());
  }
#endif
  places.resize(8, -1);
  const std::size_t codec = cells.size();
  for (auto& cell : subject.cells()) cells.push_back(std::move(cell));
  bench::time_all(cells, subject.buffer.size(), rounds);
  const auto microseconds = [&](std::size_t i) { return cells[i].median() / 1000; };
  std::printf("| %s %s | %zu |", std::string(P::name).c_str(), name, subject.buffer.size() / 1000);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] < 0)
      std::printf(" –");
    else
      std::printf(" %.2f", microseconds(static_cast<std::size_t>(places[i])));
    std::printf(i % 2 == 0 ? " /" : " |");
  }
  std::printf(" %.2f / %.2f / %.2f |\n", microseconds(codec), microseconds(codec + 1),
              microseconds(codec + 2));
}

void image_rows() {
  image_row<Binary, Rect>("four i32");
  image_row<Binary, Place>("three doubles");
  image_row<Compact, Place>("three doubles");
  image_row<Binary, Mixed>("i64, double, i32, i16, bool");
  image_row<Binary, Pair>("two i64");
  image_row<Binary, Pixel>("four i8");
  image_row<Binary, Turned>("i8, i64, i16, i16, i32, reversed");
  image_row<Binary, Large>("ten i64");
  image_row<Binary, Quote>("ten numbers, then a string");
  image_row<Binary, Day>("twenty numbers, then a string");
}

}  // namespace

int main(int argc, char** argv) {
  // Freed memory stays with the process, so that a fresh vector pays for no page faults.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  if (argc > 1) rounds = std::max<std::size_t>(1, std::strtoul(argv[1], nullptr, 10));
  std::printf("| list | elements | memcpy ns | encode | decode reused | decode fresh |\n");
  std::printf("|---|--:|--:|--:|--:|--:|\n");
  fixed_rows<Binary, std::int16_t>("i16");
  fixed_rows<Binary, std::int32_t>("i32");
  fixed_rows<Binary, std::int64_t>("i64");
  fixed_rows<Binary, double>("double");
  other_rows<std::int32_t>("i32");
  other_rows<std::int64_t>("i64");
  fixed_rows<Compact, double>("double");
  fixed_rows<Compact, std::int8_t>("i8");
  std::printf("\n| 1,000 structs | bytes each | one by one | SSSE3 | AVX2 | AVX-512 | codec |\n");
  std::printf("|---|--:|--:|--:|--:|--:|--:|\n");
  image_rows();
  std::printf("\n| Compact | values | bytes each | plain loop | AVX2 | AVX-512 | codec |\n");
  std::printf("|---|--:|--:|--:|--:|--:|--:|\n");
  varint_rows();
}
