// The capability index against the one that the hub publishes.

#include "gapcalc/index.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "conformance/shared.hpp"
#include "core/quantile.hpp"
#include "core/text.hpp"
#include "gapcalc/index_gaps.hpp"
#include "gapcalc/load.hpp"
#include "latent/fit.hpp"
#include "load/csv.hpp"
#include "support/catch.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;

namespace {

/// The rows of a CSV.
std::vector<std::vector<std::string>> rows_of(const std::string& path) {
  load::ByteStream bytes = load::ByteStream::open(path);
  load::CsvReader reader(bytes, path);
  std::vector<std::vector<std::string>> rows;
  for (std::vector<std::string_view> fields; reader.next(fields);) rows.emplace_back(fields.begin(), fields.end());
  return rows;
}

/// The dump of May 2026 without the rows that came after the published fit, which end in these ids.
std::string published_dump(const TempFolder& folder) {
  std::map<std::string, std::set<std::string>> newer;
  for (const auto& row : rows_of(shared_path("hub/2026-05.newer-than-eci.csv"))) newer[row[0]].insert(row[1]);
  for (const auto& entry : std::filesystem::directory_iterator(shared_path("hub/2026-05"))) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".csv")) continue;
    std::string text;
    for (const auto& row : rows_of(entry.path().string())) {
      if (newer[name].contains(row.back())) continue;
      for (const std::string& field : row) {
        std::string quoted;
        for (const char c : field) quoted += c == '"' ? "\"\"" : std::string(1, c);
        text += fmt::format("{}\"{}\"", &field == &row.front() ? "" : ",", quoted);
      }
      text += '\n';
    }
    folder.write(name, text);
  }
  return folder.path();
}

Dataset for_index(const std::string& path) {
  LoadOptions options;
  options.for_index = true;
  return load::load(path, options);
}

latent::IndexOptions published_groups() {
  latent::IndexOptions options = latent::published_options();
  options.published_only = true;
  options.resamples = 0;
  return options;
}

std::vector<double> differences(const latent::Index& index) {
  std::vector<double> list;
  for (const latent::IndexedModel& model : index.models) list.push_back(std::abs(model.index - *model.published));
  return list;
}

/// The same problem as index() solves, for looks at its parts.
struct Parts {
  latent::Cells cells;
  std::vector<double> once;
  latent::Problem problem;
};
Parts parts_of(const Dataset& data, const latent::IndexOptions& options) {
  Parts parts{latent::cells(data, options), {}, {}};
  parts.once.assign(parts.cells.list.size(), 1);
  std::size_t reference = 0;
  while (parts.cells.benchmarks[reference].id != options.reference) ++reference;
  const std::size_t m = parts.cells.groups.size(), k = parts.cells.benchmarks.size();
  parts.problem = {m, k, parts.cells.list, parts.once, reference, latent::lambda_of(options.penalty, m, k)};
  return parts;
}

}  // namespace

TEST_CASE("the published index comes out of the scores that it was made from") {
  const TempFolder folder;
  const latent::Index index = latent::index(for_index(published_dump(folder)), published_groups());
  CHECK(index.models.size() == 167);
  CHECK(index.cells.size() == 1514);
  CHECK(index.cost == Approx(9.2673077).margin(1e-6).epsilon(0));
  CHECK(index.offset == Approx(111.120).margin(0.001).epsilon(0));
  CHECK(index.factor == Approx(20.146).margin(0.001).epsilon(0));
  const std::vector<double> off = differences(index);
  CHECK(*std::max_element(off.begin(), off.end()) <= 0.005);
  CHECK(median(off) <= 0.0005);
}

TEST_CASE("four newer scores move the published index by what is known") {
  const latent::Index index = latent::index(for_index(shared_path("hub/2026-05")), published_groups());
  CHECK(index.cells.size() == 1518);
  const std::vector<double> off = differences(index);
  CHECK(*std::max_element(off.begin(), off.end()) == Approx(0.129).margin(0.01).epsilon(0));
}

TEST_CASE("the fit ends at the same cost wherever its slopes start") {
  const TempFolder folder;
  const Parts parts = parts_of(for_index(published_dump(folder)), published_groups());
  const double wanted = latent::fit(parts.problem, latent::start(parts.problem)).cost;
  for (const double slope : {0.5, 2.0, 3.0}) {
    const latent::Fit fit = latent::fit(parts.problem, latent::start(parts.problem, slope));
    CHECK(fit.cost == Approx(wanted).margin(1e-6).epsilon(0));
    CHECK(fit.largest_gradient < 1e-9);
  }
}

TEST_CASE("at the published parameters the gradient is that of an optimum") {
  const TempFolder folder;
  const Parts parts = parts_of(for_index(published_dump(folder)), published_groups());
  const auto scaling = rows_of(shared_path("hub/2026-05/additional_eci_data/eci_scaling.csv"))[1];
  const double offset = *parse_number(scaling[0]), factor = *parse_number(scaling[1]);
  std::map<std::string, std::pair<double, double>> published;  // by title: difficulty, slope
  for (const auto& row :
       rows_of(shared_path("hub/2026-05/additional_eci_data/eci_benchmark_difficulties_and_slopes.csv")))
    if (const auto difficulty = parse_number(row[3])) published[row[0]] = {*difficulty, *parse_number(row[4])};
  std::map<std::string, std::string> title_of;  // by file
  for (const auto& row : rows_of(shared_path("eci-benchmarks.csv"))) title_of[row[1]] = row[0];
  std::map<std::string, std::string> title;  // by id
  for (const Benchmark& benchmark : load::registry({}).benchmarks) title[benchmark.id] = title_of[benchmark.file];

  latent::Curve curve = latent::start(parts.problem);
  for (std::size_t g = 0; g < parts.cells.groups.size(); ++g)
    curve.capability[static_cast<Eigen::Index>(g)] = (*parts.cells.groups[g].published - offset) / factor;
  for (std::size_t b = 0; b < parts.cells.benchmarks.size(); ++b) {
    const auto& [difficulty, slope] = published.at(title.at(parts.cells.benchmarks[b].id));
    curve.difficulty[static_cast<Eigen::Index>(b)] = (difficulty - offset) / factor;
    curve.log_slope[static_cast<Eigen::Index>(b)] = b == parts.problem.reference ? 0 : std::log(slope * factor);
  }
  // Where the origin lay is not published; at an optimum the penalty puts all locations around 0.
  const double shift = -(curve.capability.sum() + curve.difficulty.sum()) /
                       static_cast<double>(curve.capability.size() + curve.difficulty.size());
  curve.capability.array() += shift;
  curve.difficulty.array() += shift;

  const latent::Curve gradient = latent::half_gradient(parts.problem, curve);
  // Under 2e-5, but for Claude Opus 4.5 with 2.9e-5.
  CHECK(gradient.capability.lpNorm<Eigen::Infinity>() < 3e-5);
  for (std::size_t b = 0; b < parts.cells.benchmarks.size(); ++b) {
    const std::string& name = title.at(parts.cells.benchmarks[b].id);
    if (name == "Balrog" || name == "VideoMME") continue;
    CAPTURE(name);
    CHECK(std::abs(gradient.difficulty[static_cast<Eigen::Index>(b)]) < 2e-5);
    const auto at = static_cast<Eigen::Index>(b);  // by the slope, not its logarithm
    CHECK(std::abs(gradient.log_slope[at]) / std::exp(curve.log_slope[at]) < 5e-6);
  }
}

TEST_CASE("the layout of October 2026 has groups and ranges of its own") {
  latent::IndexOptions options = published_groups();
  const latent::Index index = latent::index(for_index(shared_path("hub/2026-05-october-layout.zip")), options);
  CHECK(index.models.size() == 153);
  const std::vector<double> off = differences(index);
  CHECK(median(off) < 1);  // other ceilings and benchmarks
}

TEST_CASE("gaps on the published index are those that are known, and where Epoch's figures are") {
  const latent::Index index = latent::index(for_index(shared_path("hub/2026-05")), published_groups());
  const auto published = [&](latent::GapOptions options, latent::GapRule rule, std::optional<double> level) {
    const latent::LatentGaps gaps = latent::gaps(index, options, *parse_date("2026-04-23"), 0.9);
    for (const latent::LatentGap& gap : gaps.gaps)
      if (gap.rule == rule && gap.from_level == level) return gap.published;
    FAIL("no such rule");
    return latent::GapEstimate{};
  };
  latent::GapOptions options = latent::published_gaps();
  const latent::Frontiers best = latent::frontiers(index, *parse_date("2026-04-23"), true);
  CHECK(best.open.size() == 18);
  CHECK(best.closed.size() == 17);
  const auto near = [](double value) { return Approx(value).epsilon(0); };
  CHECK(*published(options, latent::GapRule::record_mean, {}).value == near(6.50).margin(0.005));
  CHECK(*published(options, latent::GapRule::record_mean, 130).value == near(4.2).margin(0.05));
  options.to = parse_date("2025-10-31");
  CHECK(*published(options, latent::GapRule::record_mean, 126).value == near(3.5).margin(0.05));
  options.from = parse_date("2026-01-01");
  options.to = parse_date("2026-05-15");
  CHECK(*published(options, latent::GapRule::vertical, {}).value == near(8.8).margin(0.05));
}

TEST_CASE("intervals are the same for any number of threads", "[long]") {
  const Dataset data = for_index(shared_path("hub/2026-05"));
  latent::IndexOptions options = latent::published_options();
  options.resamples = 20;
  options.threads = 1;
  const latent::Index one = latent::index(data, options);
  options.threads = 2;
  const latent::Index two = latent::index(data, options);
  REQUIRE(one.models.size() == two.models.size());
  for (std::size_t i = 0; i < one.models.size(); ++i) {
    CHECK(one.models[i].low == two.models[i].low);
    CHECK(one.models[i].high == two.models[i].high);
  }
}

TEST_CASE("intervals hold less than they say, by as much as docs/index.md tells", "[long]") {
  latent::IndexOptions options = latent::published_options();
  options.resamples = 0;
  const latent::Index truth = latent::index(for_index(shared_path("hub/2026-05")), options);
  options.resamples = 100;
  std::mt19937 bits(7);
  std::normal_distribution<double> normal;
  // What the parameters take of the residuals.
  const auto n_cells = static_cast<double>(truth.cells.size());
  const auto n_free = static_cast<double>(truth.models.size() + 2 * truth.benchmarks.size() - 1);
  const double lost = std::sqrt(n_cells / (n_cells - n_free));
  std::size_t few_inside = 0, few = 0, many_inside = 0, many = 0;
  for (int set = 0; set < 10; ++set) {
    Dataset data;
    data.origins.push_back({});
    for (const latent::IndexedModel& model : truth.models) {
      const std::string key = fmt::format("{}", data.models.size());
      data.models.push_back({key, "", "", "API access", model.is_anchor ? model.name : key, key, {}});
    }
    for (const latent::IndexedBenchmark& benchmark : truth.benchmarks) {
      BenchmarkRecords of;
      of.benchmark.id = benchmark.id;
      of.benchmark.index = IndexRange{};
      data.benchmarks.push_back(std::move(of));
    }
    for (const latent::IndexCell& cell : truth.cells) {
      const double error = lost * truth.benchmarks[cell.benchmark].residual * normal(bits);
      data.benchmarks[cell.benchmark].records.push_back(
          {std::clamp(cell.expected + error, 0.0, 1.0), std::nan(""), truth.models[cell.model].date, cell.model, 0, 1});
    }
    for (const latent::IndexedModel& model : latent::index(data, options).models) {
      if (!model.low) continue;
      const double index = truth.models[std::stoul(model.name)].index;
      const bool inside = *model.low <= index && index <= *model.high;
      (model.n_cells < 8 ? few : many) += 1;
      (model.n_cells < 8 ? few_inside : many_inside) += inside ? 1 : 0;
    }
  }
  const double of_few = static_cast<double>(few_inside) / static_cast<double>(few);
  const double of_many = static_cast<double>(many_inside) / static_cast<double>(many);
  CHECK(of_few == Approx(0.81).margin(0.04).epsilon(0));
  CHECK(of_many == Approx(0.86).margin(0.04).epsilon(0));
}
