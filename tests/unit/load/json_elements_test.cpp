#include "load/json_elements.hpp"

#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

struct Read {
  std::vector<std::string> elements;
  std::vector<std::size_t> lines;
};

Read read(ByteStream bytes) {
  JsonElements elements(bytes, "a.json");
  Read result;
  for (std::string_view element; elements.next(element);) {
    result.elements.emplace_back(element);
    result.lines.push_back(elements.line());
  }
  return result;
}

Read read(std::string_view text) { return read(ByteStream::of(text)); }

using Texts = std::vector<std::string>;
using Lines = std::vector<std::size_t>;

}  // namespace

TEST_CASE("an array is split into its elements") {
  CHECK(read(R"([{"a":1},{"b":2}])").elements == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(read(" [ {\"a\":1} ,\n {\"b\":2} ]\n").elements == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(read("[]").elements.empty());
  CHECK(read(" [ \n ] \n\n").elements.empty());
  CHECK(read("[1,\"x\",null]").elements == Texts{"1", "\"x\"", "null"});
}

TEST_CASE("JSON Lines are split into their records") {
  CHECK(read("{\"a\":1}\n{\"b\":2}\n").elements == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(read("{\"a\":1}\r\n\r\n{\"b\":2}").elements == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(read("").elements.empty());
  CHECK(read("\n \n").elements.empty());
}

TEST_CASE("nested values belong to their element") {
  CHECK(read(R"([{"a":[{"b":[]},{}]},[[1],[2]]])").elements == Texts{R"({"a":[{"b":[]},{}]})", "[[1],[2]]"});
}

TEST_CASE("brackets, commas and escaped quotes in strings split nothing") {
  const std::string record = R"({"a":"]}[{,\"\\","b\"}":"\\"})";
  CHECK(read("[" + record + "," + record + "]").elements == Texts{record, record});
  CHECK(read(record + "\n" + record).elements == Texts{record, record});
}

TEST_CASE("an element knows the line on which it starts") {
  CHECK(read("[\n{\"a\":\n1},\n\n{\"b\":2}, {\"c\":3}\n]").lines == Lines{2, 5, 5});
  CHECK(read("{\"a\":1}\n\n{\"b\":2}\n3\n4\n").lines == Lines{1, 3, 4, 5});
  CHECK(read("\n\n[1,\n2\n,3]").lines == Lines{3, 4, 5});
}

TEST_CASE("a byte order mark is no part of the first element") {
  CHECK(read("\xEF\xBB\xBF[1]").elements == Texts{"1"});
  CHECK(read("\xEF\xBB\xBF{\"a\":1}\n").elements == Texts{"{\"a\":1}"});
}

TEST_CASE("a text that is cut off is an error") {
  for (const std::string_view text :
       {"[", "[{\"a\":1}", "[{\"a\":1},", "[{\"a\":1", "[{\"a\":\"x", "[{\"a\":\"x\\", "{\"a\":", "[[1]"}) {
    INFO(text);
    const Error error = error_of([&] { read(text); });
    CHECK(error.code == ErrorCode::broken_json);
    CHECK(error.file == "a.json");
    CHECK(error.line > 0);
  }
}

TEST_CASE("text behind the array is an error, white space is not") {
  CHECK(read("[1] \n\t\r\n").elements == Texts{"1"});
  for (const std::string_view text : {"[1]]", "[1] x", "[1]\n{\"a\":1}", "[1],", "[][]"}) {
    INFO(text);
    CHECK(error_of([&] { read(text); }).code == ErrorCode::broken_json);
  }
  CHECK(error_of([] { read("[1]\n\nx"); }).line == 3);
}

TEST_CASE("a bracket that closes nothing is an error") {
  for (const std::string_view text : {"[}", "[1,}]"}) {
    INFO(text);
    CHECK(error_of([&] { read(text); }).code == ErrorCode::broken_json);
  }
}

TEST_CASE("a broken line of JSON Lines does not take the others along") {
  const Read all = read("{\"a\":1}\n{\"b\":\n{\"c\":3}\n");
  CHECK(all.elements == Texts{"{\"a\":1}", "{\"b\":", "{\"c\":3}"});
  CHECK(all.lines == Lines{1, 2, 3});
}

TEST_CASE("elements do not depend on how the bytes arrive") {
  const std::string_view text = " [{\"a\":\"]\\\"\"},\n [1,{}] , 2.5\n,\"x\"]\n ";
  const Read whole = read(text);
  REQUIRE(whole.lines == Lines{1, 2, 2, 3});
  for (std::size_t n = 1; n < text.size(); ++n) {
    ByteStream bytes = ByteStream::of(text);
    bytes.peek(n);  // the first read gives n bytes
    const Read parts = read(std::move(bytes));
    CHECK(parts.elements == whole.elements);
    CHECK(parts.lines == whole.lines);
  }
}

TEST_CASE("elements may be larger than the buffer, and many") {
  const std::string large = "{\"notes\":\"" + std::string(300'000, '}') + "\"}";
  std::string text = "[" + large;
  for (int i = 0; i < 50'000; ++i) text += ",\n{\"i\":" + std::to_string(i) + "}";
  const Read all = read(text + "\n," + large + "]");
  REQUIRE(all.elements.size() == 50'002);
  CHECK(all.elements.front() == large);
  CHECK(all.elements[12'346] == "{\"i\":12345}");
  CHECK(all.lines[12'346] == 12'347);
  CHECK(all.elements.back() == large);
}
