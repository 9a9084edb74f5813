// SPDX-License-Identifier: Apache-2.0
// What docs/tutorial.md shows beside its service: each of its pieces of code is cut from here.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

#include <seathrift/seathrift.hpp>

using namespace seathrift;
using namespace std::chrono_literals;
using Transport = Buffered<UnixSocket>;

namespace drawing {

struct Point {
  double x = 0;
  double y = 0;
};

struct Circle {
  Point centre = {};
  double radius = 1;
};

struct Shape : Union<Point, Circle, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, point), (2, circle), (3, label))

struct OutOfInk {
  std::string colour = {};
};
SEATHRIFT_EXCEPTION(OutOfInk, (1, colour))

struct Plotter {
  std::string greet();
  std::int32_t draw(std::vector<Shape> shapes, std::string colour);
};
SEATHRIFT_SERVICE(Plotter, (greet), (draw, (2, shapes), (1, colour), throws(OutOfInk)))

}  // namespace drawing

struct PlotterHandler {
  std::string client;

  std::string greet() { return "hello, " + client; }
  std::int32_t draw(const std::vector<drawing::Shape>& shapes, std::string_view colour) {
    if (colour == "red") throw drawing::OutOfInk{"red"};
    if (colour.empty()) throw std::invalid_argument("no colour");
    return static_cast<std::int32_t>(shapes.size());
  }
};

void call(Client<drawing::Plotter, Binary, Transport>& client, const std::string& colour) {
  const std::vector<drawing::Shape> shapes = {drawing::Point{1, 2}, "here"};
  const auto drawn = client.try_call<&drawing::Plotter::draw>(shapes, colour);
  if (drawn)
    std::cout << *drawn << " shapes\n";
  else if (drawn.error().code() == Errc::declared)
    std::cout << "refused: " << drawn.error().text() << '\n';
  else
    std::cout << "failed: " << drawn.error().text() << '\n';
}

int main() {
  const std::string path = "@seathrift-tutorial-" + std::to_string(::getpid());
  ServerOptions options{.path = path,
                        .max_connections = 100,
                        .connection = {.read_timeout = 30s, .limits = {.max_message = 1 << 20}}};
  options.on_error = [](const ConnectionInfo& from, std::string_view method,
                        std::exception_ptr thrown) {
    std::string text = "unknown";
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      text = error.what();
    } catch (...) {
    }
    std::cerr << (from.peer + " [" + std::string(method) + "] " + text + '\n');
  };
  ThreadedServer<drawing::Plotter, Binary, Transport> server{
      [](const ConnectionInfo& from) { return PlotterHandler{from.peer}; }, options};
  std::jthread thread([&](const std::stop_token& token) { server.serve(token); });

  Client<drawing::Plotter, Binary, Transport> client{path, {.read_timeout = 5s}};
  std::cout << client.greet() << '\n';
  call(client, "blue");
  call(client, "red");
  call(client, "");

  const drawing::Circle circle{.centre = {1, 2}, .radius = 3};
  const std::vector<std::byte> bytes = encode<Compact>(circle);
  const auto back = decode<Compact, drawing::Circle>(bytes);
  std::cout << bytes.size() << " bytes, radius " << back.radius << '\n';
}
