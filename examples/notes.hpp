// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be asked of the tutorial's service?

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

namespace notes {

enum class Priority { LOW = 1, HIGH = 2 };
SEATHRIFT_ENUM(Priority, LOW, HIGH)

struct Note {
  std::string title = {};
  Priority priority = Priority::LOW;
  std::set<std::string> tags = {};
  std::optional<std::string> author = {};
};
SEATHRIFT_STRUCT(Note, (1, title, required), (2, priority), (3, tags), (4, author))

struct NoSuchNote : seathrift::Exception {
  std::int32_t id = 0;
};
SEATHRIFT_EXCEPTION(NoSuchNote, (1, id))

struct Notes {
  std::int32_t add(Note note);
  Note get(std::int32_t id);
  std::vector<Note> tagged(std::string tag);
  void forget(std::int32_t id);
};
SEATHRIFT_SERVICE(Notes, (add, note), (get, id, throws(NoSuchNote)), (tagged, tag),
                  (forget, id, oneway))

}  // namespace notes
