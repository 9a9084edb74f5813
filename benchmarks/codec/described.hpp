// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Seathrift see the messages? With the ids of messages.thrift.

#include <seathrift/seathrift.hpp>

#include "messages.hpp"

namespace bench {

SEATHRIFT_ENUM(Color, RED, GREEN, BLUE)
SEATHRIFT_ENUM(Operation, ADD, SUBTRACT, MULTIPLY, DIVIDE)
SEATHRIFT_STRUCT(Small, (1, a), (2, b), (3, c), (4, d), (5, s), (6, e))
SEATHRIFT_STRUCT(Work, (1, num1), (2, num2), (3, op), (4, comment))
SEATHRIFT_STRUCT(CalculateArgs, (1, logid), (2, w))
SEATHRIFT_STRUCT(Rect, (1, x), (2, y), (3, width), (4, height))
SEATHRIFT_STRUCT(Rects, (1, v))
SEATHRIFT_STRUCT(Vec3, (1, x), (2, y), (3, z))
SEATHRIFT_STRUCT(Weapon, (1, name), (2, damage))
SEATHRIFT_STRUCT(Monster, (1, pos), (2, mana), (3, hp), (4, name), (5, inventory), (6, color),
                 (7, weapons), (8, equipped), (9, path))
SEATHRIFT_STRUCT(Monsters, (1, v))
SEATHRIFT_STRUCT(Integers, (1, v))
SEATHRIFT_STRUCT(Doubles, (1, v))
SEATHRIFT_STRUCT(Blob, (1, v))
SEATHRIFT_STRUCT(StringMap, (1, v))

}  // namespace bench
