#include "load/registry.hpp"

#include <nlohmann/json.hpp>

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

/// A registry with one entry, with these fields besides the id.
std::string entry(const std::string& fields) {
  return R"({"benchmarks": [{"id": "x")" + (fields.empty() ? "" : ", " + fields) + "}]}";
}

Registry merged(std::initializer_list<std::string> files) {
  Registry registry;
  for (const std::string& file : files) merge_registry(registry, file, "r.json");
  return registry;
}

Benchmark x_of(std::initializer_list<std::string> files) { return *merged(files).find("x"); }

}  // namespace

TEST_CASE("an entry with an id only has the defaults") {
  const Benchmark x = x_of({entry("")});
  CHECK(x.title == "x");
  CHECK(x.unit == Unit::fraction);
  CHECK(x.scale == 1);
  CHECK(x.access == "unknown");
  CHECK_FALSE(x.selected);
  CHECK_FALSE(x.grid);
  CHECK_FALSE(x.floor);
  CHECK_FALSE(x.accept);
  CHECK(x.provenance.verdict == "unknown");
}

TEST_CASE("every field of an entry is read") {
  const Benchmark x = x_of({entry(R"("title": "The X", "file": "x.csv", "score_column": "S", "se_column": "E",
    "unit": "minutes", "scale": 60, "grid": [5, 2, 5], "chance": 0.25, "access": "private", "category": "math",
    "selected": true, "floor": 1.5, "accept": [2], "provenance": {"evaluator": "who", "hub": "mirrors",
    "verdict": "caveat", "caveat": "but", "link": "https://x"}, "tested": {"open": 3, "closed": 4,
    "first_date": "2023-03-14", "last_date": "2026-01-01", "last_open": "2025-12-01"})")});
  CHECK(x.title == "The X");
  CHECK(x.file == "x.csv");
  CHECK(x.score_column == "S");
  CHECK(x.se_column == "E");
  CHECK(x.unit == Unit::minutes);
  CHECK(x.scale == 60);
  CHECK(x.grid == std::vector<double>{2, 5});  // ascending, each once
  CHECK(x.chance == 0.25);
  CHECK(x.access == "private");
  CHECK(x.category == "math");
  CHECK(x.selected);
  CHECK(x.floor == 1.5);
  CHECK(x.accept == std::vector<double>{2});
  CHECK(x.provenance.evaluator == "who");
  CHECK(x.provenance.hub == "mirrors");
  CHECK(x.provenance.verdict == "caveat");
  CHECK(x.provenance.caveat == "but");
  CHECK(x.provenance.link == "https://x");
  REQUIRE(x.tested);
  CHECK(x.tested->open == 3);
  CHECK(x.tested->closed == 4);
  CHECK(x.tested->last == parse_date("2026-01-01"));
  CHECK(x.tested->last_open == parse_date("2025-12-01"));
}

TEST_CASE("a later file changes the fields that it names, and no others") {
  const Benchmark x =
      x_of({entry(R"("title": "The X", "floor": 0.1, "access": "public", "provenance": {"evaluator": "who"})"),
            entry(R"("floor": 0.2, "provenance": {"verdict": "independent"})")});
  CHECK(x.title == "The X");
  CHECK(x.floor == 0.2);
  CHECK(x.access == "public");
  CHECK(x.provenance.evaluator == "who");
  CHECK(x.provenance.verdict == "independent");
}

TEST_CASE("null clears a field") {
  const Benchmark x = x_of({entry(R"("floor": 0.1, "grid": [0.5], "accept": [0.5], "chance": 0.1, "category": "math")"),
                            entry(R"("floor": null, "grid": null, "accept": null, "chance": null, "category": null)")});
  CHECK_FALSE(x.floor);
  CHECK_FALSE(x.grid);
  CHECK_FALSE(x.accept);
  CHECK_FALSE(x.chance);
  CHECK(x.category.empty());
}

TEST_CASE("new ids go to the end, known ones keep their place") {
  const Registry registry = merged(
      {R"({"benchmarks": [{"id": "a"}, {"id": "b"}]})", R"({"benchmarks": [{"id": "c"}, {"id": "a", "title": "A"}]})"});
  REQUIRE(registry.benchmarks.size() == 3);
  CHECK(registry.benchmarks[0].title == "A");
  CHECK(registry.benchmarks[1].id == "b");
  CHECK(registry.benchmarks[2].id == "c");
  CHECK(registry.find("d") == nullptr);
}

TEST_CASE("a percent benchmark has the factor 1/100 unless it names another") {
  CHECK(x_of({entry(R"("unit": "percent")")}).scale == 0.01);
  CHECK(x_of({entry(R"("unit": "percent", "scale": 1)")}).scale == 1);
  CHECK(x_of({entry(R"("unit": "percent")"), entry(R"("unit": "fraction")")}).scale == 1);
  CHECK(x_of({entry(R"("unit": "percent")"), entry(R"("floor": 0.1)")}).scale == 0.01);
}

TEST_CASE("the as-of date stands at the top level") {
  CHECK(merged({R"({"as_of": "2026-05-28", "benchmarks": []})"}).as_of == parse_date("2026-05-28"));
  CHECK_FALSE(merged({R"({"benchmarks": []})"}).as_of);
  for (const char* date : {R"("yesterday")", R"("2026-02-30")", "20260528", "null"}) {
    const Error error = error_of([&] { merged({R"({"benchmarks": [], "as_of": )" + std::string(date) + "}"}); });
    CHECK(error.code == ErrorCode::bad_registry);
    CHECK(error.message.find("as_of") != std::string::npos);
  }
}

TEST_CASE("a wrong field is refused with the entry's id and the field in the message") {
  const std::pair<const char*, const char*> wrong[] = {
      {"unit", R"("unit": "furlong")"},
      {"unit", R"("unit": 3)"},
      {"unit", R"("unit": null)"},
      {"title", R"("title": 3)"},
      {"file", R"("file": ["x.csv"])"},
      {"scale", R"("scale": "1")"},
      {"scale", R"("scale": 0)"},
      {"scale", R"("scale": -1)"},
      {"grid", R"("grid": 0.5)"},
      {"grid", R"("grid": [])"},
      {"grid", R"("grid": ["0.5"])"},
      {"chance", R"("chance": "a quarter")"},
      {"access", R"("access": "secret")"},
      {"category", R"("category": "cooking")"},
      {"selected", R"("selected": "yes")"},
      {"floor", R"("floor": [0.1])"},
      {"accept", R"("accept": {"0.5": true})"},
      {"provenance", R"("provenance": "independent")"},
      {"verdict", R"("provenance": {"verdict": "fine"})"},
      {"hub", R"("provenance": {"hub": "copies"})"},
      {"tested", R"("tested": 5)"},
      {"open", R"("tested": {"open": "many"})"},
  };
  for (const auto& [field, fields] : wrong) {
    INFO(fields);
    const Error error = error_of([&, text = entry(fields)] { merged({text}); });
    CHECK(error.code == ErrorCode::bad_registry);
    CHECK(error.message.find("'x'") != std::string::npos);
    CHECK(error.message.find(std::string("'") + field + "'") != std::string::npos);
    CHECK(error.file == "r.json");
    CHECK_FALSE(error.remedy.empty());
  }
}

TEST_CASE("an entry without an id is refused with its number") {
  for (const char* second : {"{}", R"({"id": ""})", R"({"id": 5})", "7", "null", "[]"}) {
    const Error error = error_of([&] { merged({R"({"benchmarks": [{"id": "a"}, )" + std::string(second) + "]}"}); });
    CHECK(error.code == ErrorCode::bad_registry);
    CHECK(error.message.find("entry 2") != std::string::npos);
  }
}

TEST_CASE("what is no JSON, or no registry, is refused") {
  for (const char* text : {"", "{", "benchmarks", R"({"benchmarks": [})", R"({"benchmarks": [], "n": 1e400})"}) {
    INFO(text);
    CHECK(error_of([&] { merged({text}); }).code == ErrorCode::broken_json);
  }
  for (const char* text : {"{}", "[]", "3", R"({"benchmarks": {}})", R"({"benchmarks": null})"}) {
    INFO(text);
    const Error error = error_of([&] { merged({text}); });
    CHECK(error.code == ErrorCode::bad_registry);
    CHECK(error.file == "r.json");
  }
}

TEST_CASE("the built-in registry has the headline's seventeen benchmarks, all well described") {
  const Registry registry = builtin_registry();
  std::size_t selected = 0;
  for (const Benchmark& benchmark : registry.benchmarks) {
    if (!benchmark.selected) continue;
    ++selected;
    INFO(benchmark.id);
    CHECK(benchmark.access != "unknown");
    CHECK(benchmark.provenance.verdict != "unknown");
    CHECK(benchmark.file.empty() == benchmark.score_column.empty());
  }
  CHECK(selected == 17);
}

TEST_CASE("a file of the user is merged over the built-in registry") {
  const TempFolder folder;
  LoadOptions options;
  options.registry = folder.write("r.json", R"({"benchmarks": [{"id": "gpqa-diamond", "floor": 0.3}, {"id": "own"}]})");
  const Registry registry = gapcalc::load::registry(options);
  CHECK(registry.find("gpqa-diamond")->floor == 0.3);
  CHECK(registry.find("gpqa-diamond")->title == "GPQA Diamond");
  CHECK(registry.benchmarks.back().id == "own");
  options.registry = folder.path("absent.json");
  CHECK(error_of([&] { gapcalc::load::registry(options); }).code == ErrorCode::unreadable);
}

TEST_CASE("an entry to paste is a registry that can be merged") {
  const std::string percent = entry_to_paste("own \"bench\"", 3, 82.3), points = entry_to_paste("elo", 900, 1400);
  CHECK(merged({percent}).find("own \"bench\"")->unit == Unit::percent);
  CHECK(merged({points}).find("elo")->unit == Unit::points);
  CHECK(merged({entry_to_paste("below", -3, 50)}).find("below")->unit == Unit::points);
}
