// SPDX-License-Identifier: Apache-2.0
// How fast is Seathrift in a program that has asked for less code? It decodes by table alone.

#define SEATHRIFT_OPTIMIZE_SIZE

#include "seathrift.cpp"
