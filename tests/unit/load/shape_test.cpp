#include "load/shape.hpp"

#include "load/json_members.hpp"
#include "support/catch.hpp"

using namespace gapcalc::load;

namespace {

using Kind = Shape::Kind;
using Keys = std::vector<std::string>;

Shape shape(const std::string& text) {
  ByteStream bytes = ByteStream::of(text);
  return shape_of(bytes, "folder/file.x");
}

}  // namespace

TEST_CASE("the shape of JSON are the members of its first object") {
  CHECK(shape("{\"a\": 1, \"b\\\"\": {\"c\": [1, \"}\"]}}").keys == Keys{"a", "b\""});
  CHECK(shape("\xEF\xBB\xBF \n[ {\"a\": 1}, {\"b\": 2}]").keys == Keys{"a"});
  CHECK(shape("[{\"a\": 1}]").kind == Kind::json_array);
  CHECK(shape("{\"a\": 1}\n{\"b\": 1}\n").keys == Keys{"a"});
  CHECK(shape("[1, 2]").keys.empty());
  CHECK(shape("{\"a\": 1, \"b\": [1").keys == Keys{"a"});  // cut off
  CHECK(shape("{}").name == "file.x");
}

TEST_CASE("an object that goes on behind the first 64 KiB is looked at whole") {
  const std::string text = R"({"a": ")" + std::string(200'000, 'x') + R"(", "b": 1})";
  CHECK(shape(text).keys == Keys{"a", "b"});
  ByteStream bytes = ByteStream::of(text);
  shape_of(bytes, "x");
  CHECK(bytes.read_all(1'000'000) == text);  // nothing of it is taken
}

TEST_CASE("the shape of a table is its header") {
  CHECK(shape("a, b ,\"c,d\"\n1,2,3\n").keys == Keys{"a", "b", "c,d"});
  CHECK(shape("a,b").kind == Kind::csv);
  CHECK(shape(" \n\t").kind == Kind::empty);
}

TEST_CASE("the shape of YAML are its keys at the left") {
  CHECK(shape("# note\nbenchmark_name: x\nresults:\n  m:\n    k: 1\n").keys == Keys{"benchmark_name", "results"});
  CHECK(shape("---\na: 1\nb:\n- c: 2\n").kind == Kind::yaml);
  CHECK(shape("- dataset:\n    id: x\n  value: 1\n- other: 2\n").keys == Keys{"dataset", "value"});
  CHECK(shape("---\nmodel-index:\n- name: x\n---\n# Title\n").kind == Kind::front_matter);
  CHECK(shape("---\nmodel-index:\n- name: x\n---\ntext: of it\n").keys == Keys{"model-index"});
  CHECK(shape("\"a\": 1\r\nb: 2\r\n").keys == Keys{"a", "b"});
}

TEST_CASE("front matter may be long, and have blanks behind its hyphens") {
  const std::string tags = "tags: " + std::string(100'000, 'x') + "\n";
  CHECK(shape("--- \n" + tags + "model-index:\n- name: x\n---  \r\n# Title\n").kind == Kind::front_matter);
  CHECK(shape("---\n" + tags + "model-index:\n- name: x\n---\n").keys == Keys{"tags", "model-index"});
}

TEST_CASE("an archive is told by its first bytes, its keys are its entries") {
  CHECK(shape("PK\x03\x04rest").kind == Kind::zip);
  CHECK(shape_of_archive({"header.json"}, "x.eval").has({"header.json"}));
  CHECK_FALSE(shape_of_archive({"header.json"}, "x.eval").has({"header.json", "other"}));
}

TEST_CASE("members of an object are found without a look into them") {
  const JsonMembers members = members_of(R"( {"a": {"b": [1, {"c": "}\""}]}, "d": broken , "e": 1} rest)");
  CHECK(members.closed);
  CHECK(members.find("a") == R"({"b": [1, {"c": "}\""}]})");
  CHECK(members.find("e") == "1");
  CHECK(members.find("b").empty());
  CHECK_FALSE(members_of(R"({"a": 1, "b")").closed);
  CHECK(members_of(R"([{"a": 1}])").list.empty());
}
