// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "notes.hpp"

using namespace seathrift;

class NotesHandler {
 public:
  std::int32_t add(const notes::Note& note) {
    const std::lock_guard lock(mutex_);
    notes_[++last_] = note;
    return last_;
  }

  notes::Note get(std::int32_t id) {
    const std::lock_guard lock(mutex_);
    if (const auto found = notes_.find(id); found != notes_.end()) return found->second;
    notes::NoSuchNote error;
    error.id = id;
    throw error;
  }

  std::vector<notes::Note> tagged(const std::string& tag) {
    const std::lock_guard lock(mutex_);
    std::vector<notes::Note> result;
    for (const auto& [id, note] : notes_)
      if (note.tags.contains(tag)) result.push_back(note);
    return result;
  }

  void forget(std::int32_t id) {
    const std::lock_guard lock(mutex_);
    notes_.erase(id);
  }

 private:
  std::mutex mutex_;
  std::map<std::int32_t, notes::Note> notes_;
  std::int32_t last_ = 0;
};

using Server = ThreadPoolServer<notes::Notes, Compact, Framed<Socket>>;
Server* serving = nullptr;

int main(int argc, char** argv) try {
  const int port = argc > 1 ? std::stoi(argv[1]) : 9090;
  NotesHandler handler;
  Server server{std::ref(handler), {.port = port}};
  serving = &server;
  std::signal(SIGTERM, [](int) { serving->stop(); });
  std::cout << "port " << server.port() << std::endl;
  server.serve();
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
