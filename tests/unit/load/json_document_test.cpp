#include "load/json_document.hpp"

#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

TEST_CASE("the lines of values are found by their pointers") {
  const std::string_view text =
      "\xEF\xBB\xBF\n{\"a\": \"}\\\"]\",\n \"b\": [1, {\"x\": {}},\n {\"c/d\": true,\n\"e~\":\n null}],\n\"\\u0066\": "
      "[]}";
  const std::vector<std::string> pointers = {"",         "/a", "/b",   "/b/1/x", "/b/2/c~1d",
                                             "/b/2/e~0", "/f", "/b/7", "/z",     "/a"};
  CHECK(lines_of(text, pointers) == std::vector<std::size_t>{2, 2, 3, 3, 4, 6, 7, 0, 0, 2});
  CHECK(lines_of("3", std::vector<std::string>{"", "/a"}) == std::vector<std::size_t>{1, 0});
  CHECK(lines_of(" {}", {}).empty());
}

TEST_CASE("text that is not JSON is told with its line") {
  const Error error = error_of([] { parse_document("{\n \"a\": 1,\n}", "f.json"); });
  CHECK(error.code == ErrorCode::broken_json);
  CHECK(error.line == 3);
  CHECK(error_of([] { parse_document("[1e999]", "f.json"); }).message == "holds a number out of range");
}
