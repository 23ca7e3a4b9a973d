// What a check of the data finds, and that it says what would really follow.

#include "gapcalc/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "gapcalc/cross.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/hub_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using audit::Code;
using audit::Finding;

namespace {

audit::Check check_of(const Dataset& data, const CrossOptions& options = {}) {
  return audit::check(data, cross::cross(data, options), {}, options);
}

/// Findings of a code.
std::vector<Finding> of_code(const audit::Check& check, Code code) {
  std::vector<Finding> result;
  for (const Finding& one : check.findings)
    if (one.code == code) result.push_back(one);
  return result;
}

/// Their models.
std::vector<std::string> models_of(const audit::Check& check, Code code) {
  std::vector<std::string> result;
  for (const Finding& one : of_code(check, code)) result.push_back(one.model);
  return result;
}

using Names = std::vector<std::string>;

Row unclassified_row(std::string model, std::string_view date, double score) {
  return {"b", std::move(model), "", day(date), score};
}

/// A closed and an open model, a month apart.
const std::vector<Row> clean = {closed_row("closed-1", "2024-01-01", 0.52), open_row("open-1", "2024-02-01", 0.52)};

std::vector<Row> with(std::vector<Row> more) {
  std::vector<Row> rows = clean;
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

}  // namespace

TEST_CASE("the table of codes has each code at its place, the worst first, with words for it") {
  const auto codes = audit::codes();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    CHECK(codes[i].code == static_cast<Code>(i));
    CHECK(&audit::info(codes[i].code) == &codes[i]);
    CHECK(audit::find_code(codes[i].name) == codes[i].code);
    CHECK(!codes[i].meaning.empty());
    CHECK(!codes[i].remedy.empty());
    if (i > 0) CHECK(codes[i - 1].severity <= codes[i].severity);
  }
  CHECK(!audit::find_code("no_such_code"));
}

TEST_CASE("a row that is not used has a code of the same name, but for what a user filters out") {
  const std::set<Reason> filtered = {Reason::not_in_group, Reason::other_evaluator, Reason::no_standard_error};
  for (const Reason reason : all_reasons())
    CHECK(audit::find_code(name(reason)).has_value() == !filtered.contains(reason));
}

TEST_CASE("in clean records nothing is found") {
  const audit::Check check = check_of(dataset(clean));
  CHECK(check.findings.empty());
  CHECK(check.n_records == 2);
  CHECK(check.n_benchmarks == 1);
  CHECK(check.as_of == day("2024-02-01"));
}

TEST_CASE("a model without a class is found where it would be first, with the gaps that would change") {
  const audit::Check check =
      check_of(dataset(with({unclassified_row("first", "2024-01-15", 0.52), unclassified_row("late", "2024-03-01", 0.4),
                             unclassified_row("best", "2024-03-02", 0.62)})));
  const auto found = of_code(check, Code::unclassified_first);
  REQUIRE(models_of(check, Code::unclassified_first) == Names{"first", "best"});
  // One pair over all thresholds up to 50%: one gap, which an open first crosser would change.
  CHECK(found[0].gaps == 1);
  CHECK(found[0].message.find("if open, first at 10 thresholds (5% to 50%), and 1 gap that counts would change") == 0);
  CHECK(found[0].message.find("if closed, nowhere first") != std::string::npos);
  CHECK(found[0].line == 4);
  // Above all: a closed model would open thresholds, an open one has nobody to follow.
  CHECK(found[1].gaps == 0);
  CHECK(found[1].message.find("if open, nowhere first; if closed, first at 2 thresholds (55% to 60%)") == 0);
}

TEST_CASE("what would follow from a class is what follows when the whole input has it") {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    const Dataset data = dataset(random_rows(seed, 150));
    const Crossings before = cross::cross(data, {});
    std::map<std::pair<std::string, std::string>, std::size_t> found;
    for (const Finding& one : of_code(check_of(data), Code::unclassified_first))
      found[{one.benchmark, one.model}] = one.gaps.value();
    std::set<std::string> models;
    for (const Model& model : data.models)
      if (weights(model.accessibility) == Weights::unclassified) models.insert(model.name);
    REQUIRE(!models.empty());
    for (const std::string& model : models) {
      std::map<std::string, std::size_t> gaps;  // by benchmark where it would be first
      for (const bool as_open : {true, false}) {
        Dataset other = data;
        for (Model& one : other.models)
          if (one.name == model && weights(one.accessibility) == Weights::unclassified)
            one.accessibility = as_open ? open_text : closed_text;
        const Crossings after = cross::cross(other, {});
        for (std::size_t b = 0; b < data.benchmarks.size(); ++b) {
          // A namesake with a class may be first already, so what was first before is no news.
          const auto first_at = [&](const BenchmarkCrossings& of) {
            std::set<double> at;
            for (const Crossing& crossing : of.crossings)
              if ((as_open ? crossing.open ? crossing.open->model : "" : crossing.closed.model) == model)
                at.insert(crossing.threshold);
            return at;
          };
          const auto accepted = [](const BenchmarkCrossings& of) {
            std::set<std::tuple<double, std::string, std::string>> result;
            for (const Crossing& crossing : of.crossings)
              if (crossing.status == Status::accepted)
                result.emplace(crossing.threshold, crossing.closed.model, crossing.open->model);
            return result;
          };
          if (first_at(after.benchmarks[b]).empty()) continue;
          const auto old_gaps = accepted(before.benchmarks[b]), new_gaps = accepted(after.benchmarks[b]);
          std::size_t kept = 0;
          for (const auto& gap : old_gaps) kept += new_gaps.count(gap);
          std::size_t& most = gaps[data.benchmarks[b].benchmark.id];
          most = std::max(most, std::max(old_gaps.size(), new_gaps.size()) - kept);
        }
      }
      for (const auto& [benchmark, n] : gaps) {
        const auto at = found.find({benchmark, model});
        // One that is only first through a namesake need not be found; nothing then changes.
        CHECK((at == found.end() ? 0 : at->second) == n);
        if (at != found.end()) found.erase(at);
      }
    }
    CHECK(found.empty());
  }
}

TEST_CASE("a row without a date is found where it is above all that have one") {
  const HubFolder hub;
  hub.models(
      "gpt-4,1,2023-03-14,OpenAI,,API access\nLlama,1,2023-07-18,Meta AI,,Open weights (restricted use)\n"
      "best,1,,Meta AI,,Open weights (restricted use)\nother,1,,Meta AI,,Open weights (restricted use)\n"
      "ghost,1,,OpenAI,,Unreleased\nmystery,1,,,,\nodd,1,,OpenAI,,API access\n");
  hub.gpqa(
      "gpt-4,0.55,,,,,\nLlama,0.35,,,,,\nbest,0.52,,,,,\nother,0.35,,,,,\nghost,0.9,,,,,\nmystery,0.4,,,,,\n"
      "odd,0.56,2204-01-01,,,,\n");
  const audit::Check check = check_of(hub.load({"gpqa-diamond"}));
  REQUIRE(models_of(check, Code::undated_best) == Names{"best", "mystery", "odd"});
  const auto found = of_code(check, Code::undated_best);
  CHECK(found[0].message ==
        "52.0% without a release date; the best dated open one is 35.0% by Llama; it alone reaches 40% to 50%");
  CHECK(found[0].gaps == 3);  // of the thresholds that are still open
  CHECK(found[0].file == hub.path("gpqa_diamond.csv"));
  CHECK(found[0].line == 4);
  CHECK(found[1].message.find("40.0% without a release date or a class; the best dated open one") == 0);
  CHECK(found[2].message == "56.0% without a release date; the best dated closed one is 55.0% by gpt-4");
}

TEST_CASE("one version with several dates or classes is found under all its spellings") {
  const audit::Check check = check_of(dataset(with({open_row("Kiln-32B", "2024-01-10", 0.1),
                                                    open_row("chutes/kiln-32b", "2024-01-11", 0.1),
                                                    {"b", "Kiln_32B", "", day("2024-01-10"), 0.1}})));
  REQUIRE(models_of(check, Code::conflicting_dates) == Names{"Kiln-32B"});
  CHECK(of_code(check, Code::conflicting_dates)[0].message ==
        "2024-01-10, but 2024-01-11 as chutes/kiln-32b in hand-made.csv:5");
  REQUIRE(of_code(check, Code::conflicting_accessibility).size() == 1);
  CHECK(of_code(check, Code::conflicting_accessibility)[0].message ==
        "'Open weights (unrestricted)' as Kiln-32B, 'blank' as Kiln_32B");
}

TEST_CASE("a version is not released before the one whose name it extends, unless its name says why") {
  const auto found = [](const std::string& model) {
    return models_of(
        check_of(dataset(with({open_row("Kiln-14B", "2024-01-28", 0.1), open_row(model, "2024-01-24", 0.1)}))),
        Code::before_family);
  };
  for (const std::string model : {"Kiln-14B-Chat", "chutes/kiln-14b_thinking", "Kiln 14B FP8"})
    CHECK(found(model) == Names{model});
  for (const std::string model : {"Kiln-14B-Preview", "Kiln-14B-exp-0124", "Kiln-14B-2401", "Kiln-14B-jan24", "Kiln-14",
                                  "Kiln-14Beta", "Other-14B-Chat"})
    CHECK(found(model).empty());
  // Another house may use the name.
  const audit::Check check =
      check_of(dataset(with({{"b", "Kiln", open_text, day("2024-01-28"), 0.1, "", "Potters"},
                             {"b", "Kiln-Chat", open_text, day("2024-01-24"), 0.1, "", "Bakers"}})));
  CHECK(of_code(check, Code::before_family).empty());
}

TEST_CASE("a release before the day in the model's own name is found") {
  const auto found = [](const std::string& model) {
    return models_of(check_of(dataset(with({open_row(model, "2024-01-20", 0.1)}))), Code::before_name_date);
  };
  for (const std::string model : {"kiln-2024-01-21", "kiln-20240201", "kiln-20240201_16K"})
    CHECK(found(model) == Names{model});
  for (const std::string model : {"kiln-2024-01-20", "kiln-20240101", "kiln-20249901", "kiln-120240201", "kiln-0201"})
    CHECK(found(model).empty());
}

TEST_CASE("gaps below zero that count, lapsed verdicts and stale benchmarks are found") {
  Dataset data = dataset({closed_row("weak", "2023-12-01", 0.01), open_row("open-1", "2024-01-01", 0.52),
                          closed_row("closed-1", "2024-01-31", 0.52), closed_row("closed-2", "2025-06-01", 0.6)});
  audit::Check check = check_of(data);
  REQUIRE(models_of(check, Code::negative_gap) == Names{"open-1"});
  CHECK(of_code(check, Code::negative_gap)[0].message ==
        "at 50%, open-1 (2024-01-01) came 30 days before closed-1 (2024-01-31)");
  REQUIRE(of_code(check, Code::stale_benchmark).size() == 1);
  CHECK(of_code(check, Code::stale_benchmark)[0].message ==
        "no new open model since 2024-01-01 (517 days); 1 gap that counts rests on it");
  CrossOptions early;
  early.as_of = day("2024-12-31");  // 365 days after the last open release
  CHECK(of_code(check_of(data, early), Code::stale_benchmark).empty());
  CHECK(of_code(check_of(data, early), Code::after_as_of).size() == 1);

  data.verdicts.push_back({"b", 0.5, true, "closed-0", "open-1", "", "", ""});
  check = check_of(data);
  CHECK(of_code(check, Code::needs_review).size() == 1);
}

TEST_CASE("several scores of a version are found with the gaps that the lowest would change") {
  const audit::Check check = check_of(dataset(with({open_row("open-1", "2024-02-01", 0.3)})));
  const auto found = of_code(check, Code::conflicting_scores);
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "2 rows from 30.0% to 52.0%; 1 gap that counts would differ at the lowest");
  CHECK(found[0].rows == 2);
  CHECK(found[0].line == 3);  // of the highest
}

TEST_CASE("files that vanished, changed or are not known are found in a dump") {
  const HubFolder hub;
  hub.models("gpt-4,1,2023-03-14,OpenAI,,API access\nLlama,1,2023-07-18,Meta AI,,Open weights (restricted use)\n");
  hub.gpqa("gpt-4,0.55,,,,,\nLlama,0.35,,,,,\n");
  hub.write("aider_polyglot_external.csv", "Model version,Score now,Release date\ngpt-4,82.3,\n");
  hub.write("gsm8k_external.csv", "Model version,EM,Release date\ngpt-4,,\n");
  hub.write("mmlu_external.csv", "Model version,EM,Release date\n\"gpt-4,,\n");
  hub.write("brand_new_external.csv", "Model version,Score\ngpt-4,0.5\n");
  LoadOptions options;
  options.keep_going = true;
  const Dataset data = load::load(hub.path(), options);
  const audit::Check check = audit::check(data, cross::cross(data, {}), load::registry(options).benchmarks, {});
  const auto benchmarks = [&](Code code) {
    Names ids;
    for (const Finding& one : of_code(check, code)) ids.push_back(one.benchmark);
    return ids;
  };
  CHECK(benchmarks(Code::missing_column) == Names{"aider-polyglot"});
  CHECK(benchmarks(Code::unreadable_file) == Names{"mmlu"});
  CHECK(benchmarks(Code::no_records) == Names{"gsm8k"});
  REQUIRE(of_code(check, Code::unknown_benchmark).size() == 1);
  CHECK(of_code(check, Code::unknown_benchmark)[0].file == hub.path("brand_new_external.csv"));
  const Names missing = benchmarks(Code::missing_benchmark);
  CHECK(std::find(missing.begin(), missing.end(), "hle") != missing.end());
  CHECK(std::find(missing.begin(), missing.end(), "mmlu-pro") == missing.end());  // the hub never had it
}

TEST_CASE("findings come by code, and those that most gaps rest on first") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const audit::Check check = check_of(dataset(random_rows(seed, 200)));
    REQUIRE(!check.findings.empty());
    std::size_t total = 0;
    for (const audit::CodeInfo& code : audit::codes()) total += count(check, code.code);
    CHECK(total == check.findings.size());
    CHECK(count(check, audit::Severity::error) + count(check, audit::Severity::warning) +
              count(check, audit::Severity::note) ==
          total);
    for (std::size_t i = 1; i < check.findings.size(); ++i) {
      const Finding &a = check.findings[i - 1], &b = check.findings[i];
      CHECK(a.code <= b.code);
      if (a.code == b.code) CHECK(a.gaps.value_or(0) >= b.gaps.value_or(0));
    }
  }
}
