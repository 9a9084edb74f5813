// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a codec timed? Encoding into what it keeps, decoding into a fresh object and into a kept
// one, each message in a benchmark of its own.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>

namespace bench {

using Bytes = std::span<const std::byte>;

/// A library with a protocol: one column of the table.
///
/// `Native<Message>` is the library's own object; `fill` makes it from ours, untimed. An encoder
/// returns the message's bytes, in memory that it keeps and uses again; a decoder replaces the
/// content of the object. Behind the bytes that a decoder gets lie `padding` readable ones.
template <class Column, class Message>
concept Codec = requires(typename Column::template Native<Message>& object, const Message& message,
                         typename Column::template Encoder<Message>& encoder,
                         typename Column::template Decoder<Message>& decoder, Bytes bytes) {
  { Column::library } -> std::convertible_to<std::string_view>;
  { Column::protocol } -> std::convertible_to<std::string_view>;
  Column::fill(object, message);
  { encoder(std::as_const(object)) } -> std::same_as<Bytes>;
  decoder(object, bytes);
};

/// The objects of a library that encodes our own.
struct OurObjects {
  template <class Message>
  using Native = Message;

  template <class Message>
  static void fill(Message& object, const Message& message) {
    object = message;
  }
};

inline constexpr std::size_t padding = 32;

/// Hides from the optimiser where a value came from. (benchmark::DoNotOptimize 1.7.1 on a local
/// pointer is miscompiled by g++ 12.)
template <class T>
[[gnu::always_inline]] inline void hide(T& value) {
  asm volatile("" : "+r"(value));
}

/// Makes the optimiser believe that all memory is read and written here.
[[gnu::always_inline]] inline void keep(const volatile void* at) {
  asm volatile("" : : "r"(at) : "memory");
}

/// One message in one library: what its benchmarks share.
template <class Column, class Message>
struct Subject {
  using Native = typename Column::template Native<Message>;
  using Encoder = typename Column::template Encoder<Message>;
  using Decoder = typename Column::template Decoder<Message>;

  explicit Subject(const Message& message) {
    Column::fill(object, message);
    const Bytes encoded = encoder(object);
    size = encoded.size();
    memory.resize(size + padding);
    std::memcpy(memory.data(), encoded.data(), size);
  }

  [[nodiscard]] Bytes bytes() const { return {memory.data(), size}; }

  /// Ends the program unless decoding and encoding again gives the same bytes.
  void check(const std::string& name) const {
    Native copy;
    Decoder decode;
    decode(copy, bytes());
    Encoder encode;
    const Bytes again = encode(copy);
    if (again.size() == size && std::memcmp(again.data(), memory.data(), size) == 0) return;
    std::fprintf(stderr, "%s: decoding and encoding again gives other bytes\n", name.c_str());
    std::exit(1);
  }

  Native object;
  Encoder encoder;
  std::vector<std::byte> memory;
  std::size_t size = 0;
};

template <class Run>
void register_operation(const std::string& prefix, std::string_view operation, std::size_t size,
                        Run run) {
  const std::string name = prefix + "/" + std::string(operation);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    run(state);
    state.counters["bytes"] = static_cast<double>(size);
  });
}

template <class Column, class Message>
requires Codec<Column, Message>
void register_message(const std::string& name, const Message& message) {
  using Subject = bench::Subject<Column, Message>;
  const auto subject = std::make_shared<Subject>(message);
  const std::string prefix =
      std::string(Column::protocol) + "/" + std::string(Column::library) + "/" + name;
  subject->check(prefix);
  register_operation(prefix, "encode", subject->size, [=](benchmark::State& state) {
    const auto* object = &subject->object;
    hide(object);
    for ([[maybe_unused]] auto _ : state) {
      const Bytes encoded = subject->encoder(*object);
      std::size_t size = encoded.size();
      hide(size);
      keep(encoded.data());
    }
  });
  register_operation(prefix, "fresh", subject->size, [=](benchmark::State& state) {
    typename Subject::Decoder decode;
    const std::byte* data = subject->memory.data();
    std::size_t size = subject->size;
    hide(data);
    hide(size);
    for ([[maybe_unused]] auto _ : state) {
      typename Subject::Native object;
      decode(object, Bytes(data, size));
      keep(&object);
    }
  });
  register_operation(prefix, "reused", subject->size, [=](benchmark::State& state) {
    typename Subject::Decoder decode;
    typename Subject::Native object;
    const std::byte* data = subject->memory.data();
    std::size_t size = subject->size;
    hide(data);
    hide(size);
    for ([[maybe_unused]] auto _ : state) {
      decode(object, Bytes(data, size));
      keep(&object);
    }
  });
}

/// Times the plain copy of a message's bytes, for scale.
template <class Column, class Message>
void register_copy(const std::string& name, const Message& message) {
  const auto subject = std::make_shared<Subject<Column, Message>>(message);
  const std::string prefix = std::string(Column::protocol) + "/memcpy/" + name;
  register_operation(prefix, "copy", subject->size, [=](benchmark::State& state) {
    std::vector<std::byte> target(subject->size);
    const std::byte* data = subject->memory.data();
    std::size_t size = subject->size;
    hide(data);
    for ([[maybe_unused]] auto _ : state) {
      hide(size);
      std::memcpy(target.data(), data, size);
      keep(target.data());
    }
  });
}

/// Writes each message's bytes to the file `<folder>/<protocol>_<message>`.
template <class Messages, class Column>
void write_bytes(const std::filesystem::path& folder) {
  Messages::for_each([&]<class Message>(const std::string& name, const Message& message) {
    const Subject<Column, Message> subject(message);
    subject.check(std::string(Column::library) + "/" + name);
    std::ofstream file(folder / (std::string(Column::protocol) + "_" + name), std::ios::binary);
    file.write(reinterpret_cast<const char*>(subject.memory.data()),
               static_cast<std::streamsize>(subject.size));
    if (!file.flush()) {
      std::fprintf(stderr, "%s: cannot write\n", folder.c_str());
      std::exit(1);
    }
  });
}

template <class Messages, class Column>
void register_column() {
  Messages::for_each([]<class Message>(const std::string& name, const Message& message) {
    register_message<Column>(name, message);
  });
}

/// The main function of a program that has columns: `--write-bytes <folder>`, or Google Benchmark's
/// options. `Messages::for_each(visit)` visits each message with its name.
template <class Messages, class... Columns>
int run(int argc, char** argv) {
  // Freed memory stays with the process: else the state of the heap decides whether a fresh decode
  // pays for page faults, and a column can be twice as slow by chance.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  if (argc == 3 && std::string_view(argv[1]) == "--write-bytes") {
    std::filesystem::create_directories(argv[2]);
    (write_bytes<Messages, Columns>(argv[2]), ...);
    return 0;
  }
  (register_column<Messages, Columns>(), ...);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace bench
