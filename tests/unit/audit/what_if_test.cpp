// Records as they might have been.

#include "gapcalc/what_if.hpp"

#include <algorithm>

#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

Dataset some() {
  return dataset({closed_row("Closed-1", "2024-01-01", 0.52), open_row("Open-1", "2024-07-01", 0.51),
                  open_row("Open-1", "2024-07-01", 0.41), open_row("Open-1", "2024-07-01", 0.31, "c"),
                  closed_row("Closed-1", "2024-01-01", 0.4, "c"), open_row("Other", "2024-08-01", 0.2, "c")});
}

std::size_t rows_of(const Dataset& data, std::string_view benchmark, std::string_view model) {
  Dataset copy = data;
  const auto& records = find(copy, benchmark).records;
  return static_cast<std::size_t>(std::count_if(records.begin(), records.end(),
                                                [&](const Record& r) { return data.models[r.model].name == model; }));
}

constexpr const char* base =
    "benchmark,model,accessibility,release_date,score\n"
    "gpqa-diamond,A,API access,2024-09-12,0.70\n"
    "gpqa-diamond,B,Open weights (unrestricted),2025-01-20,0.71\n";

}  // namespace

TEST_CASE("a score that is set stands in place of all rows of the model") {
  Dataset data = some();
  const auto edits = audit::apply({{{"open-1", "b", 0.9}}, {}, {}}, data);
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].model == "Open-1");
  CHECK(edits[0].before == 0.51);
  CHECK(edits[0].after == 0.9);
  CHECK(edits[0].n_records == 2);
  CHECK(edits[0].date == day("2024-07-01"));
  CHECK(rows_of(data, "b", "Open-1") == 1);
  CHECK(rows_of(data, "c", "Open-1") == 1);
}

TEST_CASE("a score may be set where the model has none") {
  Dataset data = some();
  const auto edits = audit::apply({{{"Other", "b", 0.6}}, {}, {}}, data);
  CHECK(!edits[0].before);
  CHECK(edits[0].date == day("2024-08-01"));
  CHECK(rows_of(data, "b", "Other") == 1);
  CHECK(cross::cross(data, {}).benchmarks[0].n_open == 2);
}

TEST_CASE("a dropped model is nowhere, and a dropped benchmark has no crossings") {
  Dataset data = some();
  data.excluded = {{Reason::no_score, 0, 9, 0, 0, ""}, {Reason::no_score, 0, 10, 1, 0, ""}};
  const auto edits = audit::apply({{}, {"Open-1"}, {"b"}}, data);
  REQUIRE(edits.size() == 2);
  CHECK(edits[0].n_records == 3);
  REQUIRE(data.benchmarks.size() == 1);
  CHECK(rows_of(data, "c", "Open-1") == 0);
  CHECK(data.excluded[0].benchmark == no_index);
  CHECK(data.excluded[1].benchmark == 0);
}

TEST_CASE("models and benchmarks that are not there are refused, with names near them") {
  Dataset data = some();
  CHECK(error_of([&] { audit::apply({{}, {"Open"}, {}}, data); }).message.find("near: Open-1") != std::string::npos);
  CHECK(error_of([&] { audit::apply({{{"Open-1", "bb", 0.5}}, {}, {}}, data); }).code == ErrorCode::bad_option);
  CHECK(error_of([&] { audit::apply({{}, {}, {"nothing"}}, data); }).code == ErrorCode::bad_option);
  data.models.push_back({"OPEN-1", "", "", open_text});
  CHECK(error_of([&] { audit::apply({{}, {"open-1"}, {}}, data); }).message == "'open-1' may be OPEN-1 or Open-1");
  CHECK(error_of([&] { audit::apply({{}, {"OPEN-1"}, {}}, data); }).code == ErrorCode::bad_option);  // has no score
}

TEST_CASE("added records are read as any tidy records, and are told with what was there") {
  const TempFolder folder;
  const std::string path = folder.write("base.csv", base);
  const std::vector<std::string> add = {folder.write("add.json", R"json({
    "benchmark": "gpqa-diamond", "model": "B", "accessibility": "Open weights (unrestricted)",
    "release_date": "2025-01-20", "score": "80%"})json")};
  const Dataset before = load::load(path, {});
  Dataset after = load::load(path, {}, add);
  const auto edits = audit::added(after, before, before.files.size(), load::registry({}).benchmarks);
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].before == 0.71);
  CHECK(edits[0].after == 0.8);
  CHECK(edits[0].n_records == 1);
  CHECK(after.files.size() == before.files.size() + 1);
}

TEST_CASE("added rows that are no records, or of no benchmark that is read, are refused") {
  const TempFolder folder;
  const std::string path = folder.write("base.csv", base);
  const Dataset before = load::load(path, {});
  const auto refused = [&](const char* benchmark, const char* date) {
    const std::vector<std::string> add = {folder.write(
        "add.json", std::string(R"([{"benchmark":")") + benchmark +
                        R"(","model":"C","accessibility":"API access","score":0.5,"release_date":")" + date + "\"}]")};
    Dataset after = load::load(path, {}, add);
    return error_of([&] { audit::added(after, before, before.files.size(), load::registry({}).benchmarks); });
  };
  CHECK(refused("gpqa-diamond", "soon").code == ErrorCode::no_usable_rows);
  CHECK(refused("gpqa-diamont", "2025-01-01").message.find("near: gpqa-diamond") != std::string::npos);
  CHECK(refused("bool-q", "2025-01-01").code == ErrorCode::unknown_benchmark);  // known, but not selected
}

TEST_CASE("a stated as-of date gives way to a release that is added behind it") {
  const TempFolder folder;
  const std::string path = folder.write("base.csv", base);
  const std::vector<std::string> add = {folder.write("add.json",
                                                     R"([{"benchmark":"gpqa-diamond","model":"C","score":0.5,
    "accessibility":"API access","release_date":"2025-09-01"}])")};
  Dataset before = load::load(path, {}), after = load::load(path, {}, add);
  before.as_of = after.as_of = day("2025-02-01");
  audit::added(after, before, before.files.size(), {});
  CHECK(after.as_of == day("2025-09-01"));
}

TEST_CASE("the text of a score is read in the benchmark's unit") {
  Benchmark fraction, minutes, percent;
  minutes.unit = Unit::minutes;
  percent.unit = Unit::percent;
  CHECK(load::score("85%", fraction) == 0.85);
  CHECK(load::score("0.85", fraction) == 0.85);
  CHECK(load::score("30", minutes) == 30);
  CHECK(load::score("45.3", percent) == 0.453);
  CHECK(error_of([&] { load::score("85", fraction); }).code == ErrorCode::bad_option);
  CHECK(error_of([&] { load::score("85%", minutes); }).code == ErrorCode::bad_option);
  CHECK(error_of([&] { load::score("n/a", fraction); }).code == ErrorCode::bad_option);
}
