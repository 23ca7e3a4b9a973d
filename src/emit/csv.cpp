#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "emit/analysis_formats.hpp"
#include "emit/correction.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/excluded.hpp"

namespace gapcalc::emit {
namespace {

void crosser(CsvWriter& out, const std::optional<Crosser>& who) {
  out.cell(who ? who->model : "").date(who ? std::optional(who->date) : std::nullopt);
  out.number(who ? std::optional(who->score) : std::nullopt);
}

void gap(CsvWriter& out, std::optional<int> days) {
  out.cell(days ? std::to_string(*days) : "").number(days ? std::optional(months(*days)) : std::nullopt);
}

std::string datapoints_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("datapoints.csv"));
  for (const Datapoint& d : analysis.crossings.datapoints) {
    out.cell(d.benchmark).cell(d.access).cell(d.category).cell(d.provenance).number(d.threshold);
    crosser(out, d.closed);
    crosser(out, d.open);
    gap(out, d.gap_days());
    out.truth(d.closed.claimed_only).truth(d.open.claimed_only).end_row();
  }
  return out.take();
}

std::string crossings_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("crossings.csv"));
  for (const BenchmarkCrossings& benchmark : analysis.crossings.benchmarks) {
    for (const Crossing& crossing : benchmark.crossings) {
      out.cell(benchmark.benchmark.id).number(crossing.threshold);
      crosser(out, crossing.closed);
      crosser(out, crossing.open);
      gap(out, crossing.gap_days());
      out.cell(crossing.open ? "" : std::to_string(analysis.crossings.as_of.days - crossing.closed.date.days));
      out.cell(name(crossing.status)).cell(crossing.reason);
      out.truth(crossing.closed.claimed_only);
      out.truth(crossing.open ? std::optional(crossing.open->claimed_only) : std::nullopt).end_row();
    }
  }
  return out.take();
}

std::string trends_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("trends.csv"));
  for (const Trend& trend : analysis.trends) {
    for (const TrendPoint& point : trend.points) {
      out.cell(trend.series)
          .cell(trend.split)
          .date(point.date)
          .number(point.level)
          .number(point.low)
          .number(point.high)
          .number(point.simultaneous_low)
          .number(point.simultaneous_high)
          .cell(name(point.band));
      out.number(point.kernel_mass).number(point.ess).count(point.n_benchmarks).count(point.n_open_models);
      out.count(point.n_resamples).end_row();
    }
  }
  return out.take();
}

std::string benchmarks_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("benchmarks.csv"));
  for (const BenchmarkCrossings& b : analysis.crossings.benchmarks) {
    const auto with = [&](Status status) {
      return static_cast<std::size_t>(
          std::count_if(b.crossings.begin(), b.crossings.end(), [&](const Crossing& c) { return c.status == status; }));
    };
    const Provenance& provenance = b.benchmark.provenance;
    out.cell(b.benchmark.id)
        .cell(b.benchmark.title)
        .cell(b.benchmark.access)
        .cell(b.benchmark.category)
        .cell(name(b.benchmark.unit));
    out.count(b.n_open).count(b.n_closed).date(b.first_date).date(b.last_date).number(b.floor);
    out.count(b.crossings.size()).count(with(Status::still_open)).count(with(Status::accepted));
    out.cell(provenance.evaluator)
        .cell(provenance.hub)
        .cell(provenance.verdict)
        .cell(provenance.caveat)
        .cell(provenance.link);
    out.end_row();
  }
  return out.take();
}

std::string excluded_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("excluded.csv"));
  for (const Excluded& row : analysis.excluded) {
    const Place at = place(analysis, row);
    out.cell(name(row.reason)).cell(at.file).cell(row.line > 0 ? std::to_string(row.line) : "");
    out.cell(at.benchmark).cell(at.model).cell(row.detail).end_row();
  }
  return out.take();
}

}  // namespace

std::span<const CsvTable> csv_tables(bool corrected) {
  static constexpr std::array<CsvTable, 8> list = {{{"datapoints", datapoints_csv},
                                                    {"crossings", crossings_csv},
                                                    {"trends", trends_csv},
                                                    {"benchmarks", benchmarks_csv},
                                                    {"excluded", excluded_csv},
                                                    {"corrected", corrected_csv},
                                                    {"corrected-trends", corrected_trends_csv},
                                                    {"missing-tests", missing_tests_csv}}};
  constexpr std::size_t of_correction = 3;
  return std::span(list).first(corrected ? list.size() : list.size() - of_correction);
}

std::string csv(const Analysis& analysis, const Style&) { return csv_tables().front().emit(analysis); }

std::vector<File> csv_files(const Analysis& analysis) {
  std::vector<File> files;
  for (const CsvTable& table : csv_tables(analysis.latent.has_value()))
    files.push_back({fmt::format("{}.csv", table.name), table.emit(analysis)});
  return files;
}

}  // namespace gapcalc::emit
