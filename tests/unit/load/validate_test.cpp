#include "load/validate.hpp"

#include <fmt/format.h>

#include "core/builtin.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

/// The kind, then `LINE AT WHAT` of each misfit, one a line.
std::string found(std::string_view text, const ValidateOptions& options = {}) {
  const Validation result = validate_text(text, "f", options);
  std::string all = result.kind;
  for (const Misfit& misfit : result.misfits) all += fmt::format("\n{} {} {}", misfit.line, misfit.at, misfit.what);
  return all;
}

ValidateOptions as(const char* kind) { return {kind, false, 0}; }

constexpr const char* record =
    R"({"benchmark": "b", "model": "m", "accessibility": "API access", "release_date": "2025-01-01", "score": 0.5})";

}  // namespace

TEST_CASE("a table is told by its columns") {
  CHECK(found("benchmark,threshold,verdict\nb,0.5,accept\n") == "verdicts.csv");
  CHECK(found("verdict,reason,benchmark,threshold\nreject,thin,b,\n") == "verdicts.csv");
  CHECK(found("model,accessibility\nm,API access\n") == "accessibility.csv");
  CHECK(found("date,name\n2025-01-20,R1\n") == "milestones.csv");
  CHECK(found("\xEF\xBB\xBFmodel,benchmark,score,accessibility,release_date\nm,b,0.5,API access,2025-01-01\n") ==
        "records");
  const Error error = error_of([] { found("a,b\n1,2\n"); });
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.line == 1);
}

TEST_CASE("JSON is told by its kind, or by what only one kind has") {
  CHECK(found(builtin("registry/benchmarks.json")) == "registry");
  CHECK(found(builtin("registry/claims.json")) == "claims");
  CHECK(found(fmt::format("[{0},\n{0}]", record)) == "records");
  CHECK(found(fmt::format("{0}\n{0}\n", record)) == "records");
  CHECK(found(fmt::format("{0}", record)) == "records");
  CHECK(found("[]") == "records");
  CHECK(error_of([] { found(R"({"a": 1})"); }).message == "is JSON without a 'kind'");
  CHECK(error_of([] { found(R"({"kind": "novel"})"); }).message == "is of the kind 'novel', which is not known");
  CHECK(error_of([] { found(R"({"$schema": "https://vega.github.io/schema/vega-lite/v6.json"})"); }).message ==
        "is described by https://vega.github.io/schema/vega-lite/v6.json");
}

TEST_CASE("a cell that does not fit has its line and column") {
  const std::string_view text =
      "benchmark,model,accessibility,release_date,score,country\n"
      "b,m,API access,2025-13-01,0.5,\n"
      ",\"m,\n2\",API access,2025-01-01,,China\n"
      "b,m,secret,2025-01-01,56.3%,\n"
      "b,m,,2025-01-01,many,\n"
      "b,m\n";
  CHECK(found(text) ==
        "records\n"
        "2  the release date is not a day from 1950 to 2100: '2025-13-01'\n"
        "3 benchmark is blank\n"
        "3 score is blank\n"
        "5 accessibility is \"secret\", not Open weights (...), API access, Hosted access (no API) or Unreleased\n"
        "6 score is \"many\", not a number in the benchmark's unit\n"
        "7  2 fields, the header has 6");
}

TEST_CASE("a value that does not fit has its line and pointer") {
  CHECK(
      found(
          "{\n \"benchmarks\": [\n  {\"id\": \"b\",\n   \"unit\": \"feet\",\n   \"grid\": [0.1,\n 7, \"x\"]}\n ]\n}") ==
      "registry\n"
      "4 /benchmarks/0/unit is \"feet\", none of fraction, percent, minutes, points, usd\n"
      "6 /benchmarks/0/grid/2 is text (\"x\"), not a number");
  CHECK(found("[\n {\"model\": \"m\",\n  \"score\": [1]}\n]", as("records")) ==
        "records\n"
        "2 /0 lacks 'benchmark'\n"
        "2 /0 lacks 'accessibility'\n"
        "2 /0 lacks 'release_date'\n"
        "3 /0/score is a list, not a number or text");
}

TEST_CASE("a broken line of JSON Lines takes no other along") {
  CHECK(found(fmt::format("{0}\n{{\"model\": }}\n{0}\n\n{{\"model\": 3e999}}\n", record))
            .starts_with("records\n2  is no valid JSON: "));
  CHECK(validate_text(fmt::format("{0}\n{{\"model\": }}\n{0}\n{{\"model\": 3e999}}\n", record), "f", {}).n_misfits ==
        2);
}

TEST_CASE("what only the reader knows is found, too") {
  CHECK(found("benchmark,threshold,verdict,closed_model,open_model\nb,0.5,accept,c,\n") ==
        "verdicts.csv\n2  only one model of the pair is named; name both models, or neither");
  CHECK(found("model,accessibility\nm,API access\nm,API access\n") ==
        "accessibility.csv\n3  a second row for 'm'; keep one of them");
  CHECK(found(R"({"claims": [{"id": "a", "text": "t", "quantity": "q"}]})") ==
        "claims\n0  claim 'a' has no bound; give low, high, low_days or high_days");
}

TEST_CASE("records are read as a run would read them") {
  const std::string_view text =
      "benchmark,model,accessibility,release_date,score\n"
      "gpqa-diamond,m,API access,2025-01-01T10:00:00,0.5\n"
      "gpqa-diamond,m,API access,2025-01-01,85\n"
      "metr-time-horizons,m,API access,2025-01-01,-5\n"
      "of-my-own,m,API access,2025-01-01,1480\n";
  CHECK(found(text) ==
        "records\n3  the score is not a possible number: '85' is outside 0..1 as a fraction\n4  the score is not a "
        "possible number: '-5' is negative");
  CHECK(found(R"([{"benchmark": " gpqa-diamond ", "model": "m", "accessibility": "API access ",
                  "release_date": "2025-01-01", "score": 5, "relationship": "a friend"}])") ==
        "records\n1  the score is not a possible number: '5' is outside 0..1 as a fraction");
}

TEST_CASE("records may stand one behind the other, or begin with a broken line, or have a kind of their own") {
  const std::string lines = fmt::format("{{\"model\": }}\n{0}\n{0}\n", record);
  CHECK(found(lines).starts_with("records\n1  is no valid JSON"));
  CHECK(found(fmt::format("{{\n\"model\":1}}\n{0}", record)).starts_with("records\n1  lacks 'benchmark'"));
  CHECK(found(fmt::format("{{\"kind\": \"chat\",{}", record + 1)) == "records");
}

TEST_CASE("a header that is nearly that of a kind lacks what it lacks") {
  CHECK(found("benchmark,model,accessibility,release_date,skore\n") ==
        "records\n1  lacks the column 'score' (near: skore)");
  CHECK(error_of([] {
          found("benchmark,model,accessibility,release_date,score\rb,m,API access,2025-01-01,0.5\r");
        }).message == "has line ends of CR alone");
}

TEST_CASE("strict: columns and keys that nobody knows are misfits") {
  const std::string_view table = "date,name,nmae\n2025-01-20,R1,x\n";
  CHECK(found(table) == "milestones.csv");
  CHECK(found(table, {"", true, 0}) == "milestones.csv\n1  has a column 'nmae', which is not known (near: name)");
  CHECK(found(R"({"claims": [], "claim": 1})", {"", true, 0}) ==
        "claims\n1  has \"claim\", which is not known here (near: claims)");
}

TEST_CASE("a kind that is named is what the file must be") {
  CHECK(
      found("date,name\n2025-01-20,R1\n", as("verdicts.csv")) ==
      "verdicts.csv\n1  lacks the column 'benchmark'\n1  lacks the column 'threshold'\n1  lacks the column 'verdict'");
  CHECK(found(R"({"claims": []})", as("registry")) == "registry\n1  lacks 'benchmarks'");
  CHECK(error_of([] { found("date,name\n", as("registry")); }).message == "is no JSON, and so no registry");
  CHECK(error_of([] { found("{}", as("novel")); }).code == ErrorCode::bad_option);
}

TEST_CASE("as many misfits are kept as asked for, and all are counted") {
  const std::string_view text = "date,name\n1,a\n2,b\n3,c\n";
  CHECK(validate_text(text, "f", {"", false, 2}).misfits.size() == 2);
  CHECK(validate_text(text, "f", {"", false, 2}).n_misfits == 3);
}

TEST_CASE("what is no such file is refused") {
  CHECK(error_of([] { found(""); }).message == "is empty");
  CHECK(error_of([] { found("a;b;c\n1;2;3\n"); }).message == "has semicolons between its columns");
  CHECK(error_of([] { found("PK\x03\x04zip"); }).message == "is a zip archive");
  CHECK(error_of([] { validate("/", {}); }).message == "is a folder");
  CHECK(error_of([] { validate("/no/such", {}); }).code == ErrorCode::unreadable);
  const Error broken = error_of([] { found("{\n \"kind\": \"analysis\",\n"); });
  CHECK(broken.code == ErrorCode::broken_json);
  CHECK(broken.line == 3);
  CHECK(error_of([] { found(std::string(100, '['), as("analysis")); }).message == "has brackets more than 64 deep");
}
