#include "core/builtin.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "support/catch.hpp"

using gapcalc::builtin;
using gapcalc::builtin_files;

TEST_CASE("a built-in file has the bytes of the file in data/") {
  CHECK(builtin("registry/accessibility.csv").substr(0, 5) == "model");
  CHECK(builtin("registry/claims.json").back() == '\n');
  CHECK(builtin("registry/no-such-file").empty());
}

TEST_CASE("the libraries of the report are built in with their licences, or not at all") {
  const bool there = !builtin("web/vega.min.js").empty();
  CHECK(builtin("web/vega-lite.min.js").empty() == !there);
  CHECK(builtin("web/vega-embed.min.js").empty() == !there);
  CHECK(builtin("web/licenses.txt").empty() == !there);
  if (there)
    CHECK(builtin("web/licenses.txt").find("University of Washington Interactive Data Lab") != std::string::npos);
}

// A script inside a page ends at the first `</script`, and `<!--` makes the parser look for the end elsewhere.
TEST_CASE("no built-in script leaves the script element that holds it") {
  for (const auto& file : builtin_files()) {
    if (!file.path.ends_with(".js")) continue;
    INFO(file.path);
    std::string text(file.bytes);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(text.find("</script") == std::string::npos);
    CHECK(text.find("<script") == std::string::npos);
    CHECK(text.find("<!--") == std::string::npos);
  }
}
