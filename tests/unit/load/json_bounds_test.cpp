#include "load/json_bounds.hpp"

#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("a JSON text with brackets in brackets or too many values is told before it is read") {
  const std::string deep(64, '['), wide(99'999, ',');
  CHECK_FALSE(load::excess(deep));
  CHECK(load::excess(deep + "{") == "has brackets more than 64 deep");
  CHECK_FALSE(load::excess("[" + wide + "]"));
  CHECK(load::excess("[" + wide + ",]") == "holds more than 100000 values");
}

TEST_CASE("brackets and commas in texts do not count") {
  CHECK_FALSE(load::excess(R"({"a":")" + std::string(100'000, '[') + R"(","b":")" + std::string(200'000, ',') + "\"}"));
  CHECK_FALSE(load::excess(R"(["\"[[", "\\"])"));
}
