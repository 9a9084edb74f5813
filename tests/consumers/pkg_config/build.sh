#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
set -e
${CXX:-g++} -std=c++20 $(pkg-config --cflags seathrift) main.cpp -o consumer \
  $(pkg-config --libs seathrift)
