#include "load/csv.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

/// Runs `use` on a table of this text.
template <typename Use>
void with_table(std::string_view text, const Use& use) {
  ByteStream bytes = ByteStream::of(text);
  CsvTable table(bytes, "a.csv");
  use(table);
}

Error error_at(std::string_view text, std::string_view column) {
  return error_of([&] { with_table(text, [&](const CsvTable& table) { (void)table.require(column); }); });
}

}  // namespace

TEST_CASE("columns are found by their trimmed, exact names") {
  with_table("\xEF\xBB\xBF Model version ,\"Release date\",score\r\n m , 2025-01-20 , 0.5 \r\n", [](CsvTable& table) {
    CHECK(table.find("Model version") == 0u);
    CHECK(table.find("Release date") == 1u);
    CHECK(table.require("score") == 2u);
    CHECK_FALSE(table.find("model version"));
    CHECK_FALSE(table.find("Score"));
    REQUIRE(table.next());
    CHECK(table.field(0) == "m");
    CHECK(table.field(1) == "2025-01-20");
    CHECK(table.field(2) == "0.5");
    CHECK(table.field(std::nullopt).empty());
    CHECK(table.line() == 2);
    CHECK_FALSE(table.next());
  });
}

TEST_CASE("a missing column is an error that lists the header") {
  const Error error = error_at("model,score\n", "date");
  CHECK(error.code == ErrorCode::missing_column);
  CHECK(error.message.find("'date'") != std::string::npos);
  CHECK(error.remedy.find("model, score") != std::string::npos);
  CHECK(error.file == "a.csv");
  CHECK(error.line == 1);
}

TEST_CASE("a column name that is there twice is an error") {
  for (const char* text : {"a,b,a\n1,2,3\n", "a,b, a \n"}) {
    const Error error = error_at(text, "a");
    CHECK(error.code == ErrorCode::broken_csv);
    CHECK(error.message.find("'a'") != std::string::npos);
    CHECK(error.line == 1);
  }
}

TEST_CASE("a table without a header, or with one that is not text, is an error") {
  for (const char* text : {"", "\n\n", "  \r\n", "\xEF\xBB\xBF", "a,\xFF\n"}) {
    const Error error = error_of([&] { with_table(text, [](const CsvTable&) {}); });
    CHECK(error.code == ErrorCode::broken_csv);
  }
}

TEST_CASE("a row that does not fit the header has a defect, and the next has none") {
  with_table("a,b\n1\n1,2,3\n\"1\"x,2\n1,\xFF\n1,2\n", [](CsvTable& table) {
    std::vector<std::string> defects;
    while (table.next()) {
      const auto defect = table.defect();
      defects.emplace_back(defect ? name(defect->reason) : "none");
    }
    CHECK(defects == std::vector<std::string>{"bad_row", "bad_row", "bad_row", "bad_text", "none"});
  });
}

TEST_CASE("a row of one blank cell in a table of one column is a blank line") {
  with_table("a\n1\n\n2\n", [](CsvTable& table) {
    std::vector<std::string> values;
    while (table.next()) values.emplace_back(table.field(0));
    CHECK(values == std::vector<std::string>{"1", "2"});
  });
}
