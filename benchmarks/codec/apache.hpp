// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Apache Thrift measured? Its generated code over TMemoryBuffer, with a protocol object that
// is kept. Include the generated headers first: default or templates.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include "harness.hpp"
#include "messages.hpp"

namespace bench::peer {

using ::apache::thrift::protocol::T_CALL;
using ::apache::thrift::protocol::TMessageType;
using ::apache::thrift::transport::TMemoryBuffer;

struct GeneratedCall {
  generated::Calculator_calculate_args args;
  std::int32_t seqid = 0;
};

generated::Small native_of(const Small&);
GeneratedCall native_of(const Call&);
generated::Rects native_of(const Rects&);
generated::Monsters native_of(const Monsters&);
generated::Integers native_of(const Integers&);
generated::Doubles native_of(const Doubles&);
generated::Blob native_of(const Blob&);
generated::StringMap native_of(const StringMap&);

inline void fill(generated::Small& to, const Small& from) {
  to.a = from.a;
  to.b = from.b;
  to.c = from.c;
  to.d = from.d;
  to.s = from.s;
  to.e = static_cast<generated::Color::type>(from.e);
}
inline void fill(GeneratedCall& to, const Call& from) {
  to.seqid = from.seqid;
  to.args.logid = from.args.logid;
  to.args.w.num1 = from.args.w.num1;
  to.args.w.num2 = from.args.w.num2;
  to.args.w.op = static_cast<generated::Operation::type>(from.args.w.op);
}
inline void fill(generated::Rect& to, const Rect& from) {
  to.x = from.x;
  to.y = from.y;
  to.width = from.width;
  to.height = from.height;
}
inline void fill(generated::Vec3& to, const Vec3& from) {
  to.x = from.x;
  to.y = from.y;
  to.z = from.z;
}
inline void fill(generated::Weapon& to, const Weapon& from) {
  to.name = from.name;
  to.damage = from.damage;
}

inline void fill(generated::Monster& to, const Monster& from);

template <class To, class From>
void fill_list(std::vector<To>& to, const std::vector<From>& from) {
  to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) peer::fill(to[i], from[i]);
}

inline void fill(generated::Monster& to, const Monster& from) {
  fill(to.pos, from.pos);
  to.mana = from.mana;
  to.hp = from.hp;
  to.name = from.name;
  to.inventory = from.inventory;
  to.color = static_cast<generated::Color::type>(from.color);
  fill_list(to.weapons, from.weapons);
  fill(to.equipped, from.equipped);
  fill_list(to.path, from.path);
}
inline void fill(generated::Rects& to, const Rects& from) { fill_list(to.v, from.v); }
inline void fill(generated::Monsters& to, const Monsters& from) { fill_list(to.v, from.v); }
inline void fill(generated::Integers& to, const Integers& from) { to.v = from.v; }
inline void fill(generated::Doubles& to, const Doubles& from) { to.v = from.v; }
inline void fill(generated::Blob& to, const Blob& from) { to.v = from.v; }
inline void fill(generated::StringMap& to, const StringMap& from) { to.v = from.v; }

/// The generated code's `write` and `read` take a `Seen*`: TProtocol, with a virtual call a value,
/// by default; the protocol itself in the code that `--gen cpp:templates` makes.
template <class Protocol, class Seen>
struct Codec {
  template <class Message>
  using Native = decltype(native_of(std::declval<const Message&>()));

  template <class Message>
  static void fill(Native<Message>& object, const Message& message) {
    peer::fill(object, message);
  }

  template <class Message>
  class Encoder {
   public:
    Bytes operator()(const Native<Message>& object) {
      Seen* protocol = &protocol_;
      memory_->resetBuffer();
      if constexpr (std::is_same_v<Message, Call>) {
        protocol->writeMessageBegin("calculate", T_CALL, object.seqid);
        object.args.write(protocol);
        protocol->writeMessageEnd();
      } else {
        object.write(protocol);
      }
      std::uint8_t* data = nullptr;
      std::uint32_t size = 0;
      memory_->getBuffer(&data, &size);
      return {reinterpret_cast<const std::byte*>(data), size};
    }

   private:
    std::shared_ptr<TMemoryBuffer> memory_ = std::make_shared<TMemoryBuffer>();
    Protocol protocol_{memory_};
  };

  template <class Message>
  class Decoder {
   public:
    void operator()(Native<Message>& object, Bytes bytes) {
      Seen* protocol = &protocol_;
      rewind(bytes);
      if constexpr (std::is_same_v<Message, Call>) {
        std::string name;
        TMessageType type{};
        protocol->readMessageBegin(name, type, object.seqid);
        object.args.read(protocol);
        protocol->readMessageEnd();
      } else {
        object.read(protocol);
      }
      memory_->readEnd();
    }

   private:
    /// Copies the bytes the first time only, then makes them readable once more. (resetBuffer(data,
    /// size) would do without the copy, but makes a TConfiguration on the heap each time.)
    void rewind(Bytes bytes) {
      const auto size = static_cast<std::uint32_t>(bytes.size());
      if (bytes.data() != loaded_) {
        memory_->resetBuffer(size);
        std::memcpy(memory_->getWritePtr(size), bytes.data(), size);
        loaded_ = bytes.data();
      }
      memory_->wroteBytes(size);
    }

    std::shared_ptr<TMemoryBuffer> memory_ = std::make_shared<TMemoryBuffer>();
    Protocol protocol_{memory_};
    const std::byte* loaded_ = nullptr;
  };
};

}  // namespace bench::peer
