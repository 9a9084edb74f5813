// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>

#include "notes.hpp"

using namespace seathrift;

int main(int argc, char** argv) try {
  const int port = argc > 1 ? std::stoi(argv[1]) : 9090;
  Client<notes::Notes, Compact, Framed<Socket>> client{"localhost", port};

  client.add({.title = "water the plants", .tags = {"home"}});
  const std::int32_t id = client.add({.title = "file the taxes",
                                      .priority = notes::Priority::HIGH,
                                      .tags = {"home", "paper"},
                                      .author = "Ada"});
  std::cout << id << ": " << client.get(id).title << '\n';
  for (const notes::Note& note : client.tagged("home"))
    std::cout << note.title << ", by " << note.author.value_or("nobody") << '\n';

  client.forget(id);
  try {
    client.get(id);
  } catch (const notes::NoSuchNote& error) {
    std::cout << "no note " << error.id << " (" << error.what() << ")\n";
  }
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
