// What outputs say of their inputs is what their schema allows.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/builtin.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("the schema of inputs knows every format that can be read") {
  const auto shared = nlohmann::json::parse(builtin("schema/shared.json"));
  const auto known = shared.at("$defs").at("inputs").at("items").at("properties").at("format").at("enum");
  for (const std::string& format : load::input_formats()) {
    INFO(format);
    if (format != "tidy") CHECK(std::find(known.begin(), known.end(), format) != known.end());
  }
}
