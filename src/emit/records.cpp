#include <cmath>

#include "core/units.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

/// A record with its model and origin, as a tidy row.
struct Row {
  const Benchmark& benchmark;
  const Record& record;
  const Model& model;
  const Origin& origin;
  [[nodiscard]] double score() const { return tidy_score(record.score, benchmark.unit); }
  [[nodiscard]] std::optional<double> score_se() const {
    return std::isnan(record.score_se) ? std::nullopt : std::optional(tidy_score(record.score_se, benchmark.unit));
  }
};

std::string as_csv(std::span<const Row> rows) {
  CsvWriter out(csv_header("records"));
  for (const Row& row : rows) {
    out.cell(row.benchmark.id)
        .cell(row.model.name)
        .cell(row.model.organization)
        .cell(row.model.country)
        .cell(row.model.accessibility);
    out.date(row.record.date)
        .number(row.score())
        .number(row.score_se())
        .cell(row.origin.source)
        .cell(row.origin.relationship)
        .cell(row.origin.settings)
        .end_row();
  }
  return out.take();
}

Json as_json(const Row& row) {
  return {{"benchmark", row.benchmark.id},
          {"model", row.model.name},
          {"organization", text_json(row.model.organization)},
          {"country", text_json(row.model.country)},
          {"accessibility", text_json(row.model.accessibility)},
          {"release_date", to_string(row.record.date)},
          {"score", row.score()},
          {"score_se", number_json(row.score_se())},
          {"source", text_json(row.origin.source)},
          {"relationship", text_json(row.origin.relationship)},
          {"settings", text_json(row.origin.settings)}};
}

}  // namespace

std::string records(const Dataset& data, std::span<const std::vector<std::size_t>> chosen, std::string_view format) {
  std::vector<Row> rows;
  for (std::size_t b = 0; b < chosen.size(); ++b) {
    const Benchmark& benchmark = data.benchmarks[b].benchmark;
    const auto& all = data.benchmarks[b].records;
    for (const std::size_t i : chosen[b])
      rows.push_back({benchmark, all[i], data.models[all[i].model], data.origins[all[i].origin]});
  }
  if (format == "csv") return as_csv(rows);
  std::string text = format == "json" ? "[" : "";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (format == "json") text += i > 0 ? ",\n " : "\n ";
    text += as_json(rows[i]).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (format == "jsonl") text += '\n';
  }
  return format == "json" ? text + "\n]\n" : text;
}

std::string frontier_registry(const Crossings& crossings) {
  Json list = Json::array();
  for (const BenchmarkCrossings& of : crossings.benchmarks) {
    Json entry = {{"id", of.benchmark.id}, {"selected", of.benchmark.selected}, {"floor", number_json(of.floor)}};
    // A grid between the extreme scores cannot be told from fewer records either.
    if (!is_fraction(of.benchmark.unit) && !of.benchmark.grid) entry["grid"] = of.thresholds;
    entry["tested"] = {{"open", of.n_open},
                       {"closed", of.n_closed},
                       {"first_date", date_json(of.first_date)},
                       {"last_date", date_json(of.last_date)},
                       {"last_open", date_json(of.last_open)},
                       {"last_closed", date_json(of.last_closed)}};
    list.push_back(std::move(entry));
  }
  return to_text(
      {{"schema_version", "1.0"}, {"kind", "registry"}, {"as_of", to_string(crossings.as_of)}, {"benchmarks", list}});
}

}  // namespace gapcalc::emit
