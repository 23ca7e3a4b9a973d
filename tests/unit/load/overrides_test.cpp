#include "load/overrides.hpp"

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

Accessibility accessibility(std::string_view text) {
  ByteStream bytes = ByteStream::of(text);
  return read_accessibility(bytes, "o.csv");
}

const std::string verdict_header = "benchmark,threshold,verdict,closed_model,open_model,reviewer,date,reason\n";

std::vector<Verdict> verdicts(const std::string& rows) {
  ByteStream bytes = ByteStream::owning(verdict_header + rows);
  return read_verdicts(bytes, "v.csv");
}

}  // namespace

TEST_CASE("accessibility overrides are read by model") {
  const Accessibility read =
      accessibility("model,accessibility,reason\n m 1 ,Open weights (unrestricted),why\nm2,API access,\n");
  CHECK(read == Accessibility{{"m 1", "Open weights (unrestricted)"}, {"m2", "API access"}});
  CHECK(accessibility("accessibility,model\nAPI access,m\n") == Accessibility{{"m", "API access"}});
  CHECK(accessibility("model,accessibility,reason\n").empty());
}

TEST_CASE("a wrong override is an error on its line") {
  const std::pair<const char*, std::size_t> wrong[] = {
      {",API access,\n", 2},                                // no model
      {"m,API access,x\nn,API access\n", 3},                // too few fields
      {"m,API access,a, b\n", 2},                           // too many
      {"m,API access,\"x\ny\"\n m ,API access,again\n", 4}  // twice, behind a field of two lines
  };
  for (const auto& [rows, line] : wrong) {
    INFO(rows);
    const Error error =
        error_of([&, text = "model,accessibility,reason\n" + std::string(rows)] { accessibility(text); });
    CHECK(error.code == ErrorCode::bad_review);
    CHECK(error.file == "o.csv");
    CHECK(error.line == line);
  }
  CHECK(error_of([] { accessibility("model,accessibility\n\xFF,API access\n"); }).code == ErrorCode::bad_review);
  CHECK(error_of([] { accessibility("model,reason\nm,x\n"); }).code == ErrorCode::missing_column);
}

TEST_CASE("an override goes before the source's own accessibility") {
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.accessibility = folder.write(
      "o.csv", "model,accessibility,reason\nm1,API access,as of now\nm2,Open weights (unrestricted),found\n");
  const Dataset data = load_rows(
      "gsm8k,m1,,,Open weights (unrestricted),2024-01-01,0.5,,,\n"
      "gsm8k,m2,,,,2024-01-02,0.5,,,\n"
      "gsm8k,provider/m2,,,,2024-01-03,0.5,,,\n",
      options);
  const auto& records = records_of(data, "gsm8k").records;
  CHECK(model_of(data, records[0]).accessibility == "API access");
  CHECK(model_of(data, records[1]).accessibility == "Open weights (unrestricted)");
  CHECK(model_of(data, records[2]).accessibility.empty());  // names are matched exactly, never guessed
}

TEST_CASE("verdicts are read with all their fields") {
  const auto read = verdicts("gpqa-diamond,0.35,accept,c,o,me,2026-05-28,\"fine, really\"\nmmlu,,reject,,,,,\n");
  REQUIRE(read.size() == 2);
  CHECK(read[0].benchmark == "gpqa-diamond");
  CHECK(read[0].threshold == 0.35);
  CHECK(read[0].accept);
  CHECK(read[0].closed_model == "c");
  CHECK(read[0].open_model == "o");
  CHECK(read[0].reviewer == "me");
  CHECK(read[0].date == "2026-05-28");
  CHECK(read[0].reason == "fine, really");
  CHECK_FALSE(read[1].threshold);
  CHECK_FALSE(read[1].accept);
  CHECK(verdicts("").empty());
}

TEST_CASE("a wrong verdict is an error on its line") {
  const std::pair<const char*, std::size_t> wrong[] = {
      {",0.5,accept,,,,,\n", 2},                      // no benchmark
      {"x,half,accept,,,,,\n", 2},                    // no threshold
      {"x,0.5,reject,,,,,\nx,0.5,maybe,,,,,\n", 3},   // no verdict
      {"x,0.5,,,,,,\n", 2},                           // none at all
      {"x,0.5,Accept,,,,,\n", 2},                     // not as written
      {"x,0.5,accept,c,,,,\n", 2},                    // half a pair
      {"x,0.5,accept,,o,,,\n", 2},                    //
      {"x,0.5,accept,,,,,a\nx,0.5,accept,,,,\n", 3},  // too few fields
      {"x,0.5,accept,,,,\"\n\n\",\ny,?,accept,,,,,\n", 5},
  };
  for (const auto& [rows, line] : wrong) {
    INFO(rows);
    const Error error = error_of([rows = rows] { verdicts(rows); });
    CHECK(error.code == ErrorCode::bad_review);
    CHECK(error.file == "v.csv");
    CHECK(error.line == line);
    CHECK_FALSE(error.remedy.empty());
  }
  ByteStream bytes = ByteStream::of("benchmark,verdict\nx,accept\n");
  CHECK(error_of([&] { read_verdicts(bytes, "v.csv"); }).code == ErrorCode::missing_column);
}

TEST_CASE("milestones are read and put in order of their dates") {
  ByteStream bytes = ByteStream::of("name,date\nB,2025-01-20\n\"A, the first\",2024-07-23\nA,2025-01-20\n");
  const auto read = read_milestones(bytes, "m.csv");
  REQUIRE(read.size() == 3);
  CHECK(read[0].name == "A, the first");
  CHECK(to_string(read[0].date) == "2024-07-23");
  CHECK(read[1].name == "A");
  CHECK(read[2].name == "B");
}

TEST_CASE("a milestone without a date or a name is an error on its line") {
  for (const char* const rows : {"2025-01-20,A\n2025-02-30,B\n", "2025-01-20,A\n,B\n", "2025-01-20,A\n2025-01-21,\n"}) {
    INFO(rows);
    const Error error = error_of([rows] {
      ByteStream bytes = ByteStream::owning(std::string("date,name\n") + rows);
      read_milestones(bytes, "m.csv");
    });
    CHECK(error.code == ErrorCode::bad_review);
    CHECK(error.line == 3);
    CHECK_FALSE(error.remedy.empty());
  }
}

TEST_CASE("a file of milestones is used instead of the built-in ones, and is among the inputs") {
  const std::string rows = "gsm8k,m1,,,API access,2024-01-01,0.5,,,\n";
  CHECK(load_rows(rows).milestones.size() > 1);
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.milestones = folder.write("m.csv", "date,name\n2024-01-02,Mine\n");
  const Dataset data = load_rows(rows, options);
  REQUIRE(data.milestones.size() == 1);
  CHECK(data.milestones[0].name == "Mine");
  CHECK(data.files[0].format == "milestones");
}

TEST_CASE("a review file is used instead of the built-in verdicts") {
  const std::string rows = "gsm8k,m1,,,API access,2024-01-01,0.5,,,\n";
  CHECK_FALSE(load_rows(rows).verdicts.empty());
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.review = folder.write("v.csv", verdict_header + "gsm8k,0.5,reject,,,,,\n");
  const Dataset data = load_rows(rows, options);
  REQUIRE(data.verdicts.size() == 1);
  CHECK(data.verdicts[0].benchmark == "gsm8k");
  options.review = folder.path("absent.csv");
  CHECK(error_of([&] { load_rows(rows, options); }).code == ErrorCode::unreadable);
}
