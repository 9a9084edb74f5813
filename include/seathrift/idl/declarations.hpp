// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is declared in an IDL file, under which name and in which order?

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <seathrift/idl/identifier.hpp>

namespace seathrift::detail {

/// Its address tells a type from every other.
template <class T>
inline constexpr char type_key = 0;

enum class Form : unsigned char { enumeration, structure, union_, exception, service };

/// How one type mentions another. In the C++ that Apache's compiler writes, what is held by value
/// must stand before its holder, what is in a map should, and what is in another container or
/// behind a pointer may stand behind it.
enum class Hold : unsigned char { loosely, in_map, by_value };

struct Mention {
  const void* key;
  Hold hold;
};

template <class>
class DeclarationsIn;
/// A template for the sake of those who include this and write no IDL: it is compiled where it is
/// used.
using Declarations = DeclarationsIn<void>;

/// An enum, struct, union, exception or service of the file.
struct Declaration {
  const void* key;
  Form form;
  std::string_view scope;
  std::string_view spelled;
  void (*write)(std::string& text, const Declaration& self, const Declarations& all);
  std::vector<Mention> mentions = {};
  std::string name = {};
  bool written = false;
};

/// All that an IDL file declares. Its order depends on the types alone, so the text is the same in
/// each run.
template <class>
class DeclarationsIn {
 public:
  [[nodiscard]] Declaration* find(const void* key) {
    return const_cast<Declaration*>(std::as_const(*this).find(key));
  }
  [[nodiscard]] const Declaration* find(const void* key) const {
    for (const Declaration& each : all_)
      if (each.key == key) return &each;
    return nullptr;
  }

  /// Adds a type before those that it mentions are looked at; `complete` follows when they were.
  void begin(Declaration declaration) { all_.push_back(std::move(declaration)); }
  void complete(const void* key, std::vector<Mention> mentions) {
    find(key)->mentions = std::move(mentions);
    completed_.push_back(key);
  }

  /// The name in the file.
  template <class T>
  [[nodiscard]] const std::string& name_of() const {
    return find(&type_key<T>)->name;
  }

  /// Gives each its name: the last part of the C++ one, the types of `scope` first. Where that is
  /// taken, the namespaces are put in front of it.
  void name_all(std::string_view scope) {
    for (const bool home : {true, false})
      for (const void* key : completed_)
        if (Declaration& each = *find(key); (each.scope == scope) == home)
          each.name = free_name(each);
  }

  /// Appends the texts of all: enums, then types with those they hold before them, then services.
  void write(std::string& text) {
    for (const void* key : completed_)
      if (find(key)->form == Form::enumeration) write_one(text, *find(key));
    while (Declaration* next = next_type()) write_one(text, *next);
    for (const void* key : completed_)
      if (find(key)->form == Form::service) write_one(text, *find(key));
  }

 private:
  [[nodiscard]] bool taken(std::string_view name) const {
    for (const Declaration& each : all_)
      if (each.name == name) return true;
    return false;
  }

  [[nodiscard]] std::string free_name(const Declaration& each) const {
    std::string name = identifier(each.spelled);
    if (taken(name) && !each.scope.empty()) name = identifier(each.scope) + '_' + name;
    const std::string stem = name;
    for (int i = 2; taken(name); ++i) name = stem + '_' + std::to_string(i);
    return name;
  }

  /// True when all is written that a type mentions in this manner or a stricter one.
  [[nodiscard]] bool ready(const Declaration& each, Hold manner) const {
    for (const Mention& mention : each.mentions) {
      const Declaration& other = *find(mention.key);
      if (!other.written && &other != &each && mention.hold >= manner) return false;
    }
    return true;
  }

  /// The first type whose mentioned types are all written; where types recurse there is none, and
  /// less has to do.
  [[nodiscard]] Declaration* next_type() {
    Declaration* any = nullptr;
    for (const Hold manner : {Hold::loosely, Hold::in_map, Hold::by_value}) {
      for (const void* key : completed_) {
        Declaration& each = *find(key);
        if (each.written || each.form == Form::service) continue;
        if (ready(each, manner)) return &each;
        if (!any) any = &each;
      }
    }
    return any;
  }

  void write_one(std::string& text, Declaration& each) {
    text += '\n';
    each.write(text, each, *this);
    each.written = true;
  }

  std::vector<Declaration> all_;
  std::vector<const void*> completed_;
};

}  // namespace seathrift::detail
