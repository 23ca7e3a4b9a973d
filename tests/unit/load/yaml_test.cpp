#include "load/yaml.hpp"

#include <fmt/format.h>

#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

Error yaml_error(const std::string& text) {
  return error_of([&] { static_cast<void>(parse_yaml(text, "f.yaml")); });
}

}  // namespace

TEST_CASE("YAML is read with the line of each value, and nothing in it is interpreted") {
  const Yaml root = parse_yaml("# a comment\nday: 2024-06-20\nname: no\nlist:\n- 1e3\n- null\n- ~\nempty:\n", "f.yaml");
  REQUIRE(root.kind == Yaml::Kind::map);
  CHECK(root.names == std::vector<std::string>{"day", "name", "list", "empty"});
  CHECK(root.text_at("day") == "2024-06-20");
  CHECK(root.text_at("name") == "no");
  CHECK(root.text_at("empty") == "");
  CHECK(root.text_at("absent") == "");
  CHECK(root.text_at("list") == std::nullopt);
  const Yaml* const list = root.find("list");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 3);
  CHECK(list->items[0].text == "1e3");
  CHECK(list->items[0].line == 5);
  CHECK(list->items[1].kind == Yaml::Kind::null);
  CHECK(list->items[2].kind == Yaml::Kind::null);
  CHECK(list->find("x") == nullptr);
}

TEST_CASE("YAML with CR LF and a first line of its own has the lines of its file") {
  const Yaml root = parse_yaml("a: 1\r\nb:\r\n  c: x\r\n", "f.yaml", 10);
  CHECK(root.text_at("a") == "1");
  REQUIRE(root.find("b") != nullptr);
  CHECK(root.find("b")->text_at("c") == "x");
  CHECK(root.find("b")->line == 12);
  CHECK(parse_yaml("", "f.yaml").kind == Yaml::Kind::null);
}

TEST_CASE("YAML that is broken or more than is sound is refused with its line") {
  const auto refused = [](const std::string& text, std::string_view what, std::size_t line) {
    const Error error = yaml_error(text);
    CHECK(error.code == ErrorCode::broken_yaml);
    CHECK(error.file == "f.yaml");
    CHECK_THAT(error.message, Catch::Contains(std::string(what)));
    CHECK(error.line == line);
    CHECK_FALSE(error.remedy.empty());
  };
  refused("a: 1\nb: [1, 2\n", "is no valid YAML", 3);
  refused("a: 1\nb: c: d\n", "is no valid YAML", 2);
  refused("a: &x [1, 2]\nb: *x\n", "alias", 2);
  refused("a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "alias", 2);
  refused("a: 1\nb: 2\na: 3\n", "'a' twice", 3);
  refused("? [1, 2]\n: 3\n", "a key that is no text", 1);
  refused("a: 1\n---\nb: 2\n", "more than one document", 3);
  refused("a: \xff\n", "UTF-8", 0);
  refused("a: " + std::string(100, '[') + std::string(100, ']'), "64 levels", 1);
  refused("a: " + std::string(100'000, '['), "brackets", 1);
  std::string many = "a:\n";
  for (int i = 0; i < 100'001; ++i) many += "- x\n";
  refused(many, "100000 values", 100'000);
}

TEST_CASE("many keys of one mapping are read in a time that goes with their number") {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += fmt::format("k{}: {}\n", i, i);
  const Yaml root = parse_yaml(text, "f.yaml");
  CHECK(root.names.size() == 60'000);
  CHECK(root.text_at("k59999") == "59999");
}

TEST_CASE("front matter is what stands between two lines of hyphens") {
  const FrontMatter front = front_matter("---\na: 1\n---\n# text\n---\n", "README.md");
  CHECK(front.text == "a: 1\n");
  CHECK(front.first_line == 2);
  const FrontMatter windows = front_matter("\r\n---  \r\na: 1\r\nb: '---'\r\n---\r\n", "README.md");
  CHECK(windows.text == "a: 1\r\nb: '---'\r\n");
  CHECK(windows.first_line == 3);
  CHECK(front_matter("---\n---\n", "README.md").text.empty());

  const auto never = error_of([] { static_cast<void>(front_matter("\n---\na: 1\n", "README.md")); });
  CHECK(never.code == ErrorCode::broken_yaml);
  CHECK_THAT(never.message, Catch::Contains("never ends"));
  CHECK(never.line == 2);
  CHECK_THAT(error_of([] { static_cast<void>(front_matter("# text\n", "README.md")); }).message,
             Catch::Contains("no front matter"));
  CHECK(error_of([] { static_cast<void>(front_matter("", "README.md")); }).code == ErrorCode::broken_yaml);
}
