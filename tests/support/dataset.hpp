#pragma once
// Small inputs made by hand, and random ones for properties.

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::test {

inline Date day(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) throw std::invalid_argument(std::string(text));
  return *date;
}

inline const std::string open_text = "Open weights (unrestricted)";
inline const std::string closed_text = "API access";

/// A score record as a person would write it down.
struct Row {
  std::string benchmark, model, accessibility;
  Date date;
  double score = 0;
  std::string country = {}, organization = {};
};

inline Row open_row(std::string model, std::string_view date, double score, std::string benchmark = "b") {
  return {std::move(benchmark), std::move(model), open_text, day(date), score};
}
inline Row closed_row(std::string model, std::string_view date, double score, std::string benchmark = "b") {
  return {std::move(benchmark), std::move(model), closed_text, day(date), score};
}

inline BenchmarkRecords& find(Dataset& data, std::string_view id) {
  const auto at =
      std::find_if(data.benchmarks.begin(), data.benchmarks.end(), [&](const auto& b) { return b.benchmark.id == id; });
  if (at == data.benchmarks.end()) throw std::invalid_argument(std::string(id));
  return *at;
}

/// The rows as one file, row i on line i + 2. Benchmarks are in fractions, in the order of their ids.
inline Dataset dataset(const std::vector<Row>& rows) {
  Dataset data;
  data.files.push_back({"hand-made.csv", "tidy-csv", std::string(64, '0'), 1, rows.size()});
  data.origins.push_back({0, "", ""});
  std::vector<std::string> ids;
  for (const Row& row : rows) ids.push_back(row.benchmark);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const std::string& id : ids) {
    Benchmark benchmark;
    benchmark.id = benchmark.title = id;
    data.benchmarks.push_back({benchmark, {}});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (row.date > data.latest && weights(row.accessibility) != Weights::not_released) data.latest = row.date;
    const auto same = [&](const Model& m) {
      return m.name == row.model && m.accessibility == row.accessibility && m.country == row.country &&
             m.organization == row.organization;
    };
    const auto model = std::find_if(data.models.begin(), data.models.end(), same) - data.models.begin();
    if (static_cast<std::size_t>(model) == data.models.size())
      data.models.push_back({row.model, row.organization, row.country, row.accessibility});
    find(data, row.benchmark)
        .records.push_back({row.score, std::numeric_limits<double>::quiet_NaN(), row.date,
                            static_cast<std::uint32_t>(model), 0, static_cast<std::uint32_t>(i + 2)});
  }
  return data;
}

/// What `analyze` does behind loading.
inline Analysis analysis_of(Dataset data, const Options& options = {}) {
  Analysis result;
  result.options = options;
  result.crossings = cross::cross(data, options.cross);
  result.trends = smooth::smooth(result.crossings.datapoints, options.smooth);
  result.excluded = data.excluded;
  result.excluded.insert(result.excluded.end(), result.crossings.excluded.begin(), result.crossings.excluded.end());
  result.notes = data.notes;
  result.data = std::move(data);
  return result;
}

/// Random records of three benchmarks: scores rise with time, many share a date or a score, and some models
/// are in no group. Scores are whole thousandths.
inline std::vector<Row> random_rows(std::uint32_t seed, std::size_t n = 150) {
  RandomStream random(seed, stream_key("random_rows"), 0);
  const std::vector<std::string> texts = {
      open_text, closed_text, "Hosted access (no API)", "Open weights (non-commercial)", "Unreleased", ""};
  const std::vector<std::string> countries = {"China", "Hong Kong,China", "France", ""};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t weeks = random.below(150);
    const std::uint32_t kind = random.below(10);
    Row row;
    row.benchmark = std::string(1, static_cast<char>('a' + random.below(3)));
    row.model = "model-" + std::to_string(random.below(static_cast<std::uint32_t>(n)));
    row.accessibility = texts[kind < 8 ? kind % 4 : kind - 4];
    row.date = Date{day("2022-01-03").days + static_cast<int>(7 * weeks)};
    row.score = (std::min(950u, 5 * weeks) + random.below(200) / 4 * 4) / 1000.0;
    row.country = countries[random.below(4)];
    rows.push_back(row);
  }
  return rows;
}

}  // namespace gapcalc::test
