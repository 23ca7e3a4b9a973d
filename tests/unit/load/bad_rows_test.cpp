// Nothing is dropped silently: every row that is no record is an exclusion, and none stops the run.

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

TEST_CASE("every bad row of a tidy CSV is excluded with its line and reason") {
  const Dataset data = load_rows(
      "gsm8k,,,,API access,2024-01-01,0.5,,,\n"                // 2
      "gsm8k,m,,,API access,2024-01-01,,,,\n"                  // 3
      "gsm8k,m,,,API access,2024-01-01,N/A,,,\n"               // 4
      "gsm8k,m,,,API access,,0.5,,,\n"                         // 5
      "gsm8k,m,,,API access,2024-01-01,abc,,,\n"               // 6
      "gsm8k,m,,,API access,2024-01-01,1e400,,,\n"             // 7
      "gsm8k,m,,,API access,2024-01-01,1.2,,,\n"               // 8
      "metr-time-horizons,m,,,API access,2024-01-01,50%,,,\n"  // 9
      "metr-time-horizons,m,,,API access,2024-01-01,-5,,,\n"   // 10
      "gsm8k,m,,,API access,2024-02-30,0.5,,,\n"               // 11
      "gsm8k,m,,,API access,1234-01-01,0.5,,,\n"               // 12
      "gsm8k,m,,,API access,2401-01-01,0.5,,,\n"               // 13
      "gsm8k,m\xC3\x28,,,API access,2024-01-01,0.5,,,\n"       // 14
      "gsm8k,m,,,API access,2024-01-01,0.5\n"                  // 15
      "gsm8k,m,,,API access,2024-01-01,0.5,,,,,\n"             // 16
      ",m,,,API access,2024-01-01,0.5,,,\n"                    // 17
      "gsm8k,\"m\"x,,,API access,2024-01-01,0.5,,,\n"          // 18
      "gsm8k,good,,,API access,2024-01-01,0.5,,\"a\nb\",\n"    // 19, 20
      "gsm8k,m,,,API access,tomorrow,0.5,,,\n");               // 21
  CHECK(exclusions(data) == std::vector<std::string>{"2 no_model", "3 no_score", "4 no_score", "5 no_date",
                                                     "6 bad_score", "7 bad_score", "8 bad_score", "9 bad_score",
                                                     "10 bad_score", "11 bad_date", "12 bad_date", "13 bad_date",
                                                     "14 bad_text", "15 bad_row", "16 bad_row", "17 bad_row",
                                                     "18 bad_row", "21 bad_date"});
  REQUIRE(records_of(data, "gsm8k").records.size() == 1);
  CHECK(records_of(data, "gsm8k").records[0].line == 19);
  CHECK(data.files[0].records == 1);
}

TEST_CASE("every bad record of a JSON array is excluded with its line and reason") {
  const Dataset data = load_text(R"([
{"benchmark": "gsm8k", "model": "good", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": 1e400},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": null},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01"},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": true},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": [0.5, 0.6]},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5,},
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": 20240101, "score": 0.5},
{"benchmark": "gsm8k", "model": "m)"
                                 "\xFF"
                                 R"(", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5},
{"model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5},
{"benchmark": "gsm8k", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5},
[1, 2], 3, "text", null,
{"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "score": 0.5}
])");
  CHECK(exclusions(data) == std::vector<std::string>{"3 bad_score", "4 no_score", "5 no_score", "6 bad_score",
                                                     "7 bad_score", "8 bad_row", "9 bad_date", "10 bad_text",
                                                     "11 bad_row", "12 no_model", "13 bad_row", "13 bad_row",
                                                     "13 bad_row", "13 bad_row", "14 no_date"});
  CHECK(records_of(data, "gsm8k").records.size() == 1);
}

TEST_CASE("a broken line of JSON Lines is excluded like any bad row") {
  const std::string good =
      R"({"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5})";
  const Dataset data = load_text(good + "\n{\"benchmark\": gsm8k}\nnonsense\n" + good + "\n");
  CHECK(exclusions(data) == std::vector<std::string>{"2 bad_row", "3 bad_row"});
  CHECK(records_of(data, "gsm8k").records.size() == 2);
  CHECK(records_of(data, "gsm8k").records[1].line == 4);
}

TEST_CASE("a line of JSON Lines that is cut off is excluded like any bad row") {
  const std::string good =
      R"({"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5})";
  const std::string cut = GENERATE_COPY(good.substr(0, 40), good.substr(0, good.size() - 1));
  const Dataset data = load_text(good + "\n" + cut + "\n" + good + "\n");
  CHECK(exclusions(data) == std::vector<std::string>{"2 bad_row"});
  CHECK(records_of(data, "gsm8k").records.size() == 2);
}

TEST_CASE("NaN and Infinity, as Python writes them, are no JSON: bad rows that stop nothing") {
  const std::string record =
      R"({"benchmark": "gsm8k", "model": "m", "accessibility": "API access", "release_date": "2024-01-01", "score": )";
  const Dataset data = load_text("[" + record + "0.5},\n" + record + "NaN},\n" + record + "Infinity}]");
  CHECK(exclusions(data) == std::vector<std::string>{"2 bad_row", "3 bad_row"});
}

TEST_CASE("an input without a usable row is an error that counts the reasons") {
  const Error error = error_of([] {
    load_rows("gsm8k,m,,,API access,,0.5,,,\ngsm8k,m,,,API access,,0.6,,,\ngsm8k,,,,API access,2024-01-01,0.6,,,\n");
  });
  CHECK(error.code == ErrorCode::no_usable_rows);
  CHECK(error.message.find("2 no_date") != std::string::npos);
  CHECK(error.message.find("1 no_model") != std::string::npos);
  CHECK(error_of([] { load_rows(""); }).code == ErrorCode::no_usable_rows);
  CHECK(error_of([] { load_text("[]"); }).code == ErrorCode::no_usable_rows);
}

TEST_CASE("a quote that is never closed stops the run, with the line where it opens") {
  const Error error = error_of(
      [] { load_rows("gsm8k,m,,,API access,2024-01-01,0.5,,,\ngsm8k,\"m,,,API access,2024-01-01,0.5,,,\nx\n"); });
  CHECK(error.code == ErrorCode::broken_csv);
  CHECK(error.line == 3);
  CHECK(error.file.ends_with("records"));
}
