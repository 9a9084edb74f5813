// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where may Apache's C++ library and we differ? A decorator of its protocols looks on while its
// generated code reads and writes, and notes each of those cases.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <thrift/protocol/TProtocolDecorator.h>
#include <thrift/protocol/TProtocolException.h>

namespace fuzz {

using apache::thrift::protocol::TProtocol;
using apache::thrift::protocol::TProtocolException;
using apache::thrift::protocol::TType;

/// Thrown out of Apache's generated code where no verdict of it counts.
struct Excused {
  const char* reason;
};

/// The type that Apache's library learnt after its version 0.17: there it is an error.
constexpr auto uuid = static_cast<TType>(16);

/// Looks on while generated code reads.
class ReadWatch : public apache::thrift::protocol::TProtocolDecorator {
 public:
  using TProtocolDecorator::TProtocolDecorator;

  /// Entries of sets and maps in the message, those of what is skipped apart.
  std::size_t entries = 0;
  /// Apache reads a field that comes twice into what the first one left, ours into a fresh value.
  bool field_twice = false;
  /// A NaN as an element or key has no place in an order: where it goes, and what it is taken for,
  /// depends on the way that it is inserted.
  bool nan = false;

  std::uint32_t readStructBegin_virt(std::string& name) override {
    take(apache::thrift::protocol::T_STRUCT);
    levels_.push_back({});
    return TProtocolDecorator::readStructBegin_virt(name);
  }
  std::uint32_t readStructEnd_virt() override {
    levels_.pop_back();
    return TProtocolDecorator::readStructEnd_virt();
  }
  std::uint32_t readFieldBegin_virt(std::string& name, TType& type, std::int16_t& id) override {
    const auto size = knowing(
        type, type, [&] { return TProtocolDecorator::readFieldBegin_virt(name, type, id); });
    if (type == uuid) throw Excused{"a uuid"};
    if (type != apache::thrift::protocol::T_STOP && !levels_.back().ids.insert(id).second)
      field_twice = true;
    return size;
  }
  std::uint32_t readMapBegin_virt(TType& key, TType& value, std::uint32_t& size) override {
    take(apache::thrift::protocol::T_MAP);
    const auto read = knowing(
        key, value, [&] { return TProtocolDecorator::readMapBegin_virt(key, value, size); });
    open(key, value, size);
    if (skipping_ == 0) entries += size;
    return read;
  }
  std::uint32_t readMapEnd_virt() override {
    levels_.pop_back();
    return TProtocolDecorator::readMapEnd_virt();
  }
  std::uint32_t readListBegin_virt(TType& type, std::uint32_t& size) override {
    take(apache::thrift::protocol::T_LIST);
    const auto read =
        knowing(type, type, [&] { return TProtocolDecorator::readListBegin_virt(type, size); });
    open(type, type, size);
    return read;
  }
  std::uint32_t readListEnd_virt() override {
    levels_.pop_back();
    return TProtocolDecorator::readListEnd_virt();
  }
  std::uint32_t readSetBegin_virt(TType& type, std::uint32_t& size) override {
    take(apache::thrift::protocol::T_SET);
    const auto read =
        knowing(type, type, [&] { return TProtocolDecorator::readSetBegin_virt(type, size); });
    open(type, type, size);
    if (skipping_ == 0) entries += size;
    return read;
  }
  std::uint32_t readSetEnd_virt() override {
    levels_.pop_back();
    return TProtocolDecorator::readSetEnd_virt();
  }
  std::uint32_t readBool_virt(bool& value) override {
    take(apache::thrift::protocol::T_BOOL);
    return TProtocolDecorator::readBool_virt(value);
  }
  std::uint32_t readBool_virt(std::vector<bool>::reference value) override {
    take(apache::thrift::protocol::T_BOOL);
    return TProtocolDecorator::readBool_virt(value);
  }
  std::uint32_t readByte_virt(std::int8_t& value) override {
    take(apache::thrift::protocol::T_BYTE);
    return TProtocolDecorator::readByte_virt(value);
  }
  std::uint32_t readI16_virt(std::int16_t& value) override {
    take(apache::thrift::protocol::T_I16);
    return TProtocolDecorator::readI16_virt(value);
  }
  std::uint32_t readI32_virt(std::int32_t& value) override {
    take(apache::thrift::protocol::T_I32);
    return TProtocolDecorator::readI32_virt(value);
  }
  std::uint32_t readI64_virt(std::int64_t& value) override {
    take(apache::thrift::protocol::T_I64);
    return TProtocolDecorator::readI64_virt(value);
  }
  std::uint32_t readDouble_virt(double& value) override {
    take(apache::thrift::protocol::T_DOUBLE);
    const auto size = TProtocolDecorator::readDouble_virt(value);
    if (std::isnan(value)) nan = true;
    return size;
  }
  std::uint32_t readString_virt(std::string& value) override {
    take(apache::thrift::protocol::T_STRING);
    return TProtocolDecorator::readString_virt(value);
  }
  std::uint32_t readBinary_virt(std::string& value) override {
    take(apache::thrift::protocol::T_STRING);
    return TProtocolDecorator::readBinary_virt(value);
  }
  std::uint32_t skip_virt(TType type) override {
    ++skipping_;
    const auto size = TProtocolDecorator::skip_virt(type);
    --skipping_;
    return size;
  }

 private:
  struct Level {
    bool is_struct = true;
    TType types[2] = {};
    unsigned next = 0;
    std::set<std::int16_t> ids = {};
  };

  /// Apache reads elements as the declared type, whatever the message says they are; we skip them.
  void take(TType type) {
    if (levels_.empty() || levels_.back().is_struct) return;
    Level& level = levels_.back();
    if (level.types[level.next] != type) throw Excused{"elements of another type"};
    level.next ^= 1;
  }

  void open(TType first, TType second, std::uint32_t size) {
    levels_.push_back({false, {first, second}, 0, {}});
    if (size != 0 && (first == uuid || second == uuid)) throw Excused{"a uuid"};
  }

  template <class Read>
  std::uint32_t knowing(const TType& first, const TType& second, Read read) {
    try {
      return read();
    } catch (const TProtocolException& error) {
      if (error.getType() == TProtocolException::UNKNOWN && (first == uuid || second == uuid))
        throw Excused{"a uuid"};
      throw;
    } catch (const apache::thrift::TException& error) {
      // Compact's code for it stands behind the text.
      const std::string_view text = error.what();
      if (text.starts_with("don't know what type") && text.ends_with('\x0d'))
        throw Excused{"a uuid"};
      throw;
    }
  }

  std::vector<Level> levels_;
  int skipping_ = 0;
};

/// Looks on while generated code writes what it has read.
class WriteWatch : public apache::thrift::protocol::TProtocolDecorator {
 public:
  using TProtocolDecorator::TProtocolDecorator;

  /// Entries of sets and maps. Fewer than were read: some came twice, and Apache keeps the first of
  /// two elements and reads the second of two values into what the first one left.
  std::size_t entries = 0;
  /// Apache keeps all members of a union that came, ours the last one.
  bool union_of_several = false;

  std::uint32_t writeStructBegin_virt(const char* name) override {
    levels_.push_back({std::string_view(name) == "Choice", 0});
    return TProtocolDecorator::writeStructBegin_virt(name);
  }
  std::uint32_t writeFieldBegin_virt(const char* name, TType type, std::int16_t id) override {
    if (++levels_.back().second > 1 && levels_.back().first) union_of_several = true;
    return TProtocolDecorator::writeFieldBegin_virt(name, type, id);
  }
  std::uint32_t writeStructEnd_virt() override {
    levels_.pop_back();
    return TProtocolDecorator::writeStructEnd_virt();
  }
  std::uint32_t writeMapBegin_virt(TType key, TType value, std::uint32_t size) override {
    entries += size;
    return TProtocolDecorator::writeMapBegin_virt(key, value, size);
  }
  std::uint32_t writeSetBegin_virt(TType type, std::uint32_t size) override {
    entries += size;
    return TProtocolDecorator::writeSetBegin_virt(type, size);
  }

 private:
  std::vector<std::pair<bool, int>> levels_;
};

}  // namespace fuzz
