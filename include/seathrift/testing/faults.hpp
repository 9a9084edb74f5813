// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which operation of a connection goes wrong in a test, and how?

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

#include <seathrift/core/error.hpp>
#include <seathrift/core/time.hpp>

namespace seathrift::testing {

/// What is counted.
enum class Operation : std::uint8_t { connect, accept, send, receive, stale };

/// How an operation goes wrong.
struct Fault {
  enum class Kind : std::uint8_t {
    error,     ///< it fails with `code`, and nothing passes
    end,       ///< the connection ends for both sides, as if the peer had closed it
    one_byte,  ///< one byte passes at first: a receive gets no more; a send goes on with the rest
    all_but_last,  ///< a send passes all but its last byte and fails with `code`; others fail
    delay,         ///< it takes `delay` longer
  };

  Kind kind = Kind::error;
  Errc code = Errc::io;
  std::chrono::milliseconds delay{10};
  /// Counts operations of this kind alone.
  std::optional<Operation> only = {};
  /// Each operation from that one on goes wrong.
  bool repeats = false;
};

/// Counts the operations of the streams that share it, and lets one of them go wrong.
///
/// Thread safety. Shared objects: safe.
class Faults {
 public:
  /// Begins to count anew: the `nth` operation, counted from 1, will go wrong; with 0, none.
  void arm(std::size_t nth, const Fault& fault = {}) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    nth_ = nth;
    count_ = 0;
    happened_ = false;
  }
  /// From now on nothing goes wrong.
  void disarm() {
    const std::lock_guard lock(mutex_);
    nth_ = 0;
  }

  /// True when, since the last `arm`, the armed operation has come.
  [[nodiscard]] bool happened() const {
    const std::lock_guard lock(mutex_);
    return happened_;
  }
  /// Operations since the last `arm`, of the kind that it counts.
  [[nodiscard]] std::size_t operations() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

  /// Counts an operation; what it must suffer, if anything.
  [[nodiscard]] std::optional<Fault> next(Operation operation) {
    const std::lock_guard lock(mutex_);
    if (fault_.only && *fault_.only != operation) return std::nullopt;
    ++count_;
    if (nth_ == 0 || (fault_.repeats ? count_ < nth_ : count_ != nth_)) return std::nullopt;
    happened_ = true;
    return fault_;
  }

 private:
  mutable std::mutex mutex_;
  Fault fault_;
  std::size_t nth_ = 0;
  std::size_t count_ = 0;
  bool happened_ = false;
};

/// A type whose streams share what goes wrong:
///
///     struct Mine { static inline seathrift::testing::Faults faults; };
template <class T>
concept FaultPolicy = requires {
  { T::faults } -> std::same_as<Faults&>;
};

/// Calls `run(n)` with the first operation going wrong, then with the second, and so on, until a
/// run has so few that none did. Returns how many there were. A run ends all that it began, since
/// an operation of a thread that it left behind would be counted for the next; for a part of it in
/// which nothing is to go wrong, it disarms.
///
///     for_each_fault(Mine::faults, {}, [&](std::size_t n) { … });
template <std::invocable<std::size_t> Run>
std::size_t for_each_fault(Faults& faults, const Fault& fault, Run&& run) {
  for (std::size_t n = 1;; ++n) {
    {
      struct Disarm {
        Faults& faults;
        ~Disarm() { faults.disarm(); }
      } disarm{faults};
      faults.arm(n, fault);
      run(n);
    }
    if (!faults.happened()) return n - 1;
  }
}

}  // namespace seathrift::testing
