// How records are spread over rows and files never shows in the result.

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

/// Records of two benchmarks and many models, with ties of date and score, lists, blanks and bad rows.
std::vector<std::string> made_up_rows() {
  std::mt19937 bits(20260528);
  const char* access[] = {"Open weights (unrestricted)",
                          "Open weights (restricted use)",
                          "API access",
                          "Hosted access (no API)",
                          "Unreleased",
                          ""};
  std::vector<std::string> rows;
  for (int i = 0; i < 400; ++i) {
    const int month = static_cast<int>(bits() % 36), percent = static_cast<int>(bits() % 20);
    const bool open = i % 2 == 0;
    const std::string kind = access[i % 17 == 0 ? 4 + bits() % 2 : (open ? 0u : 2u) + bits() % 2];
    rows.push_back(fmt::format("{},model-{},,,{},{}-{:02}-{},{},,,\n", bits() % 3 == 0 ? "weirdml" : "gsm8k",
                               bits() % 150, kind, 2023 + month / 12, 1 + month % 12, bits() % 2 == 0 ? "05" : "20",
                               std::min(100, 2 * month + percent + (open ? 0 : 15)) / 100.0));
  }
  rows.emplace_back("gsm8k,,,,API access,2024-01-01,0.5,,,\n");
  rows.emplace_back("weirdml,m,,,API access,2024-01-01,high,,,\n");
  return rows;
}

std::string joined(const std::vector<std::string>& rows, std::size_t from, std::size_t to) {
  std::string text = tidy_header;
  for (std::size_t i = from; i < to; ++i) text += rows[i];
  return text;
}

/// datapoints.csv, crossings.csv, trends.csv and benchmarks.csv.
std::vector<std::string> results(const std::string& path) {
  Options options;
  options.smooth.resamples = 100;
  std::vector<std::string> texts;
  for (const emit::File& file : emit::csv_files(analyze(path, options)))
    if (file.name != "excluded.csv") texts.push_back(file.bytes);
  return texts;
}

std::size_t n_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("shuffling rows gives byte-identical crossings, datapoints and trends") {
  const TempFolder folder;
  std::vector<std::string> rows = made_up_rows();
  const auto expected = results(folder.write("in_order.csv", joined(rows, 0, rows.size())));
  REQUIRE(n_lines(expected[0]) > 10);
  REQUIRE(n_lines(expected[1]) > 20);
  REQUIRE(n_lines(expected[2]) > 50);
  std::mt19937 bits(1);
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = rows.size(); i-- > 1;) std::swap(rows[i], rows[bits() % (i + 1)]);
    REQUIRE(results(folder.write("shuffled.csv", joined(rows, 0, rows.size()))) == expected);
  }
}

TEST_CASE("splitting a file in two files of a data folder gives byte-identical crossings, datapoints and trends") {
  const std::vector<std::string> rows = made_up_rows();
  const TempFolder whole;
  const auto expected = results(whole.write("all.csv", joined(rows, 0, rows.size())));
  for (const std::size_t middle : {std::size_t{1}, std::size_t{57}, rows.size() / 2, rows.size() - 1}) {
    const TempFolder folder;
    folder.write("records/b.csv", joined(rows, 0, middle));
    folder.write("records/a.csv", joined(rows, middle, rows.size()));
    REQUIRE(results(folder.path()) == expected);
  }
}
