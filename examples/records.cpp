// SPDX-License-Identifier: Apache-2.0
// How are structs kept in a file? One behind the other: decoding tells how many bytes each one had.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace fleet {

struct Position {  // no macro: the fields have ids 1 and 2
  double latitude = 0;
  double longitude = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

struct Ship {
  std::string name = {};
  Position position = {};
  std::vector<std::string> cargo = {};
  std::map<std::string, std::int32_t> crew = {};
  std::optional<std::string> captain = {};

  friend bool operator==(const Ship&, const Ship&) = default;
};
SEATHRIFT_STRUCT(Ship, (1, name, required), (2, position), (3, cargo), (5, crew), (6, captain))

void save(const std::filesystem::path& path, const std::vector<Ship>& ships) {
  std::ofstream file(path, std::ios::binary);
  std::vector<std::byte> bytes;  // kept: its memory is reused
  for (const Ship& ship : ships) {
    seathrift::encode_to<seathrift::Compact>(ship, bytes);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
  file.close();
  if (!file) throw std::runtime_error("could not write " + path.string());
}

std::vector<Ship> load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  std::span<const std::byte> rest = std::as_bytes(std::span(content));
  std::vector<Ship> ships;
  while (!rest.empty()) {
    const std::size_t used = seathrift::decode_to<seathrift::Compact>(rest, ships.emplace_back());
    std::printf("%3zu bytes: %s\n", used, ships.back().name.c_str());
    rest = rest.subspan(used);
  }
  return ships;
}

}  // namespace fleet

int main(int argc, char** argv) try {
  const std::filesystem::path path =
      argc > 1 ? argv[1] : std::filesystem::temp_directory_path() / "seathrift_records.bin";
  const std::vector<fleet::Ship> ships = {
      {.name = "Dar Pomorza", .position = {54.5195, 18.5519}, .captain = "Maciejewicz"},
      {.name = "Krusenstern", .cargo = {"rope", "salt"}, .crew = {{"cook", 2}, {"mate", 4}}},
      {.name = "Sea Cloud", .position = {32.6494, -16.9080}},
  };
  fleet::save(path, ships);
  const bool same = fleet::load(path) == ships;
  std::puts(same ? "all as they were saved" : "they differ from what was saved");
  return same ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
