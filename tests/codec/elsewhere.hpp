// SPDX-License-Identifier: Apache-2.0
#pragma once
// Structs whose codec one file owns, own.cpp.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace owned {

struct Leaf {
  std::int32_t number = 7;
  std::int32_t other = 0;
  bool operator==(const Leaf&) const = default;
};
SEATHRIFT_STRUCT(Leaf, (1, number), (2, other))
SEATHRIFT_EXTERN(Leaf, seathrift::Binary)
SEATHRIFT_EXTERN(Leaf, seathrift::Compact)

struct Tree {
  std::string name = {};
  Leaf leaf = {};
  std::optional<Leaf> more = {};
  std::vector<Leaf> leaves = {};
  std::map<std::int32_t, Leaf> by_number = {};
  std::vector<Tree> branches = {};
  bool operator==(const Tree&) const = default;
};
SEATHRIFT_STRUCT(Tree, (1, name), (2, leaf, required), (3, more), (4, leaves), (5, by_number),
                 (6, branches))
SEATHRIFT_EXTERN(Tree, seathrift::Binary)
SEATHRIFT_EXTERN(Tree, seathrift::Compact)

/// Holds them, and is compiled where it is used.
struct Garden {
  std::int64_t id = 0;
  Leaf first = {};
  std::vector<Tree> trees = {};
  bool operator==(const Garden&) const = default;
};
SEATHRIFT_STRUCT(Garden, (1, id), (2, first), (3, trees))

/// Elsewhere for Binary alone.
struct Stone {
  std::int32_t weight = 0;
  std::string kind = {};
  bool operator==(const Stone&) const = default;
};
SEATHRIFT_STRUCT(Stone, (1, weight), (2, kind))
SEATHRIFT_EXTERN(Stone, seathrift::Binary)

/// Has another one than those that are new.
struct Wall {
  std::int32_t id = 0;
  Stone stone = {5, "flint"};
  bool operator==(const Wall&) const = default;
};
SEATHRIFT_STRUCT(Wall, (1, id), (2, stone))

}  // namespace owned
