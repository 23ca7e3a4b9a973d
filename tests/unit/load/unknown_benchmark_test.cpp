// Tidy records of a benchmark that the registry does not know.

#include <nlohmann/json.hpp>

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

std::string row(const std::string& model, const std::string& score) {
  return "own-bench," + model + ",,,API access,2024-01-01," + score + ",,,\n";
}

/// The JSON within the remedy, from its first brace on.
std::string pasted(const Error& error) { return error.remedy.substr(error.remedy.find('{')); }

}  // namespace

TEST_CASE("an unknown benchmark in fractions is read, with its access unknown") {
  const std::string asked = GENERATE("selected", "all", "own-bench");
  const Dataset data =
      load_rows(row("a", "0.5") + row("b", "35%") + row("c", "0") + row("d", "1"), asking_for({asked}));
  const BenchmarkRecords& own = records_of(data, "own-bench");
  CHECK(own.benchmark.title == "own-bench");
  CHECK(own.benchmark.access == "unknown");
  CHECK(own.benchmark.unit == Unit::fraction);
  CHECK(own.benchmark.provenance.verdict == "unknown");
  CHECK(own.records.size() == 4);
  CHECK(own.records[1].score == 0.35);
}

TEST_CASE("an unknown benchmark that is not asked for stops nothing") {
  const Dataset data = load_rows("gsm8k,m,,,API access,2024-01-01,0.5,,,\n" + row("a", "82.3"), asking_for({"gsm8k"}));
  CHECK(data.not_selected == std::vector<std::string>{"own-bench"});
}

TEST_CASE("an unknown benchmark that is no fraction is refused with the row that tells so") {
  const Error error = error_of([] { load_rows(row("a", "0.5") + row("b", "82.3") + row("c", "90")); });
  CHECK(error.code == ErrorCode::unknown_benchmark);
  CHECK(error.message.find("'own-bench'") != std::string::npos);
  CHECK(error.line == 3);
  CHECK(error.file.ends_with("records"));
}

TEST_CASE("the refusal gives a registry entry that can be pasted and makes the records readable") {
  struct Case {
    std::string scores[2];
    Unit unit;
    double first;
  };
  const Case cases[] = {{{"82.3", "3"}, Unit::percent, 0.823},
                        {{"1340", "900.5"}, Unit::points, 1340},
                        {{"-5", "0.5"}, Unit::points, -5}};
  for (const Case& c : cases) {
    const std::string rows = row("a", c.scores[0]) + row("b", c.scores[1]);
    const Error error = error_of([&] { load_rows(rows); });
    const auto entry = nlohmann::json::parse(pasted(error));
    REQUIRE(entry.at("benchmarks").is_array());
    CHECK(entry.at("benchmarks").at(0).at("id") == "own-bench");
    const TempFolder folder;
    LoadOptions options = asking_for({"selected"});
    options.registry = folder.write("r.json", pasted(error));
    const Dataset data = load_rows(rows, options);
    CHECK(records_of(data, "own-bench").benchmark.unit == c.unit);
    CHECK(records_of(data, "own-bench").records[0].score == c.first);
  }
}

TEST_CASE("scores of an unknown benchmark that are no numbers are bad rows, not a reason to refuse it") {
  const Dataset data =
      load_rows(row("a", "0.5") + row("b", "high") + row("c", "150%") + row("d", "1e400") + row("e", "-"));
  CHECK(exclusions(data) == std::vector<std::string>{"3 bad_score", "4 bad_score", "5 bad_score", "6 no_score"});
}

TEST_CASE("rows of an unknown benchmark that are bad for another reason do not tell its unit") {
  const Dataset data =
      load_rows(row("a", "0.5") + "own-bench,b,,,API access,,82.3,,,\nown-bench,,,,API access,2024-01-01,82.3,,,\n");
  CHECK(exclusions(data) == std::vector<std::string>{"3 no_date", "4 no_model"});
}

TEST_CASE("a registry entry decides how the records are read") {
  const TempFolder folder;
  LoadOptions options = asking_for({"own-bench"});
  options.registry =
      folder.write("r.json", R"({"benchmarks": [{"id": "own-bench", "unit": "minutes", "access": "private"}]})");
  const Dataset data = load_rows(row("a", "0.5") + row("b", "90") + row("c", "-1"), options);
  CHECK(records_of(data, "own-bench").benchmark.access == "private");
  CHECK(records_of(data, "own-bench").records[1].score == 90);
  CHECK(exclusions(data) == std::vector<std::string>{"4 bad_score"});
}
