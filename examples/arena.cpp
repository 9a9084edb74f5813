// SPDX-License-Identifier: Apache-2.0
// How is a message decoded into an arena, or without any memory at all? With std::pmr types, or
// with views.

#include <array>
#include <cstddef>
#include <cstdio>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace newspaper {

struct Article {
  using allocator_type = std::pmr::polymorphic_allocator<>;

  Article(allocator_type allocator = {}) : title(allocator), paragraphs(allocator) {}
  Article(const Article& other, allocator_type allocator) : Article(allocator) { *this = other; }
  Article(Article&& other, allocator_type allocator) : Article(allocator) {
    *this = std::move(other);
  }
  allocator_type get_allocator() const { return title.get_allocator(); }

  std::pmr::string title;
  std::pmr::vector<std::pmr::string> paragraphs;
  std::optional<std::pmr::string> author;
};
SEATHRIFT_STRUCT(Article, (1, title), (2, paragraphs), (3, author))

struct Issue {
  Issue(std::pmr::polymorphic_allocator<> allocator = {}) : articles(allocator) {}

  std::pmr::vector<Article> articles;
};
SEATHRIFT_STRUCT(Issue, (1, articles))

/// The same message, of which nothing is copied.
struct ArticleView {
  std::string_view title = {};
  std::vector<std::string_view> paragraphs = {};
  std::optional<std::string_view> author = {};
};
struct IssueView {
  std::vector<ArticleView> articles = {};
};

}  // namespace newspaper

int main() {
  using seathrift::Compact;
  newspaper::Article article;
  article.title = "The herring is back, and so are the boats";
  article.paragraphs = {"Nobody had expected it before the spring.", "The harbour master smiles."};
  article.author = "a correspondent on the southern quay";
  newspaper::Issue issue;
  issue.articles.assign(3, article);
  const auto bytes = seathrift::encode<Compact>(issue);

  // From here on, memory that is not the arena's can't be had.
  std::pmr::set_default_resource(std::pmr::null_memory_resource());
  std::array<std::byte, 4096> room;
  std::pmr::monotonic_buffer_resource arena(room.data(), room.size(),
                                            std::pmr::null_memory_resource());
  newspaper::Issue read(&arena);
  seathrift::decode_to<Compact>(bytes, read);
  for (const auto& each : read.articles)
    std::printf("%s, by %s\n", each.title.c_str(), each.author->c_str());

  const auto view = seathrift::decode<Compact, newspaper::IssueView>(bytes);
  const auto* const begin = reinterpret_cast<const char*>(bytes.data());
  for (const auto& each : view.articles)
    std::printf("a title at byte %td of %zu\n", each.title.data() - begin, bytes.size());
}
