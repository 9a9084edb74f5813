// SPDX-License-Identifier: Apache-2.0
// How does a type that Thrift does not know travel? As one that it knows: two functions say how.

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

namespace clinic {

// A strong typedef: nothing turns into a PatientId by accident.
class PatientId {
 public:
  constexpr explicit PatientId(std::int64_t number) : number_(number) {}
  PatientId() = default;
  [[nodiscard]] constexpr std::int64_t number() const { return number_; }
  friend auto operator<=>(PatientId, PatientId) = default;

 private:
  std::int64_t number_ = 0;
};

}  // namespace clinic

// Durations of any unit travel as i64, in milliseconds.
template <class Number, class Unit>
struct seathrift::Custom<std::chrono::duration<Number, Unit>> {
  using Duration = std::chrono::duration<Number, Unit>;
  static std::int64_t to_thrift(const Duration& value) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(value).count();
  }
  static Duration from_thrift(std::int64_t value) {
    return std::chrono::duration_cast<Duration>(std::chrono::milliseconds(value));
  }
};

// Moments travel as what has passed since 1970, a duration, which travels as above.
template <class Duration>
struct seathrift::Custom<std::chrono::time_point<std::chrono::system_clock, Duration>> {
  using Moment = std::chrono::time_point<std::chrono::system_clock, Duration>;
  static Duration to_thrift(const Moment& value) { return value.time_since_epoch(); }
  static Moment from_thrift(Duration value) { return Moment(value); }
};

template <>
struct seathrift::Custom<clinic::PatientId> {
  static std::int64_t to_thrift(const clinic::PatientId& value) { return value.number(); }
  static clinic::PatientId from_thrift(std::int64_t value) { return clinic::PatientId(value); }
};

namespace clinic {

struct Visit {
  PatientId patient = {};
  std::chrono::sys_seconds begin = {};
  std::chrono::minutes length = std::chrono::minutes(15);
  std::map<PatientId, std::vector<std::chrono::milliseconds>> pulses = {};

  friend bool operator==(const Visit&, const Visit&) = default;
};
SEATHRIFT_STRUCT(Visit, (1, patient, required), (2, begin), (3, length), (4, pulses))

}  // namespace clinic

int main() {
  using namespace std::chrono_literals;
  using namespace seathrift;
  const clinic::PatientId patient{4711};
  const clinic::Visit visit = {.patient = patient,
                               .begin = std::chrono::sys_days{2026y / 11 / 22} + 9h,
                               .length = 20min,
                               .pulses = {{patient, {812ms, 798ms, 805ms}}}};
  const std::vector<std::byte> bytes = encode<Compact>(visit);
  const auto back = decode<Compact, clinic::Visit>(bytes);
  std::printf("%zu bytes, %s\n\n", bytes.size(), back == visit ? "the same again" : "not the same");
  std::fputs(idl<clinic::Visit>().c_str(), stdout);
  return back == visit ? 0 : 1;
}
