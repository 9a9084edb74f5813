// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <conformance/hostile.hpp>

// Lists whose sizes lie, of every type of element.

using seathrift::testing::Large;
using seathrift::testing::refuse_sizes;

namespace {

struct Empty {};

template <class T>
void refuse_lists(std::string_view binary, std::string_view compact) {
  const std::string b(binary);
  const std::string c(compact);
  refuse_sizes<std::vector<T>>("0f 0001 " + b, "19 f" + c + " #");
  // The same as an unknown field, and as elements of another type.
  refuse_sizes<std::int32_t>("0f 0063 " + b, "09 c601 f" + c + " #");
  refuse_sizes<std::vector<std::vector<Large>>>("0f 0001 " + b, "19 f" + c + " #");
}

}  // namespace

TEST_CASE("hostile: sizes of lists that lie") {
  refuse_lists<bool>("02", "1");
  refuse_lists<std::int8_t>("03", "3");
  refuse_lists<std::int16_t>("06", "4");
  refuse_lists<std::int32_t>("08", "5");
  refuse_lists<std::int64_t>("0a", "6");
  refuse_lists<double>("04", "7");
  refuse_lists<std::string>("0b", "8");
  refuse_lists<boost::uuids::uuid>("10", "d");
  refuse_lists<Empty>("0c", "c");
  refuse_lists<Large>("0c", "c");
  refuse_lists<std::vector<std::int32_t>>("0f", "9");
  refuse_lists<std::set<std::int32_t>>("0e", "a");
  refuse_lists<std::map<std::int32_t, std::int32_t>>("0d", "b");
}

TEST_CASE("hostile: sizes of other sequences that lie") {
  refuse_sizes<std::list<double>>("0f 0001 04", "19 f7 #");
  refuse_sizes<std::list<Large>>("0f 0001 0c", "19 fc #");
}
