#include "load/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/text.hpp"
#include "core/units.hpp"
#include "gapcalc/error.hpp"
#include "load/registry.hpp"
#include "load/score.hpp"

namespace gapcalc::load {

Builder::Builder(Registry registry, LoadOptions options)
    : registry_(std::move(registry)), options_(std::move(options)) {}

void Builder::set_overrides(Accessibility overrides, std::string path) {
  overrides_ = std::move(overrides);
  overrides_path_ = std::move(path);
}

void Builder::set_verdicts(std::vector<Verdict> verdicts, std::string path) {
  data_.verdicts = std::move(verdicts);
  verdicts_path_ = std::move(path);
}

std::uint32_t Builder::begin_file(std::string path, std::string format) {
  data_.files.push_back({std::move(path), std::move(format), {}, 0, 0});
  return static_cast<std::uint32_t>(data_.files.size() - 1);
}

void Builder::end_file(std::uint32_t file, std::string sha256, std::uint64_t bytes) {
  data_.files[file].sha256 = std::move(sha256);
  data_.files[file].bytes = bytes;
}

bool Builder::wanted(const Benchmark& benchmark) const {
  if (options_.for_index) return benchmark.index.has_value();
  const std::vector<std::string>& asked = options_.benchmarks;
  if (asked.size() == 1 && asked[0] == "all") return true;
  if (asked.size() == 1 && asked[0] == "selected") return benchmark.selected;
  return std::find(asked.begin(), asked.end(), benchmark.id) != asked.end();
}

std::uint32_t Builder::open_benchmark(const Benchmark& benchmark, bool provisional) {
  const auto [index, is_new] = benchmarks_.intern({benchmark.id});
  if (is_new) {
    data_.benchmarks.push_back({benchmark, ChunkedVector<Record>(records_)});
    provisional_.emplace_back().is = provisional;
  }
  return index;
}

std::uint32_t Builder::tidy_benchmark(std::string_view id) {
  if (id == last_tidy_id_ && !id.empty()) return last_tidy_;
  const auto [number, is_new] = tidy_.intern({id});
  if (is_new) {
    const Benchmark* known = registry_.find(id);
    Benchmark own;  // brought by the records themselves, so it is what the user wants to see
    own.id = own.title = id;
    own.selected = true;
    const Benchmark& benchmark = known != nullptr ? *known : own;
    of_tidy_.push_back(wanted(benchmark) ? open_benchmark(benchmark, known == nullptr) : no_index);
    if (of_tidy_.back() == no_index) skip_benchmark(id);
  }
  last_tidy_id_ = id;
  return last_tidy_ = of_tidy_[number];
}

void Builder::skip_benchmark(std::string_view id) { data_.not_selected.emplace_back(id); }

std::uint32_t Builder::intern_model(const RowText& row) {
  const auto [index, is_new] = models_.intern({row.model, row.organization, row.country, row.accessibility});
  if (!is_new) return index;
  const auto given = overrides_.find(row.model);
  data_.models.push_back({std::string(row.model), std::string(row.organization), std::string(row.country),
                          given != overrides_.end() ? given->second : std::string(row.accessibility),
                          std::string(row.group), std::string(row.group_key), row.published_index});
  return index;
}

std::uint32_t Builder::intern_origin(std::uint32_t file, const RowText& row) {
  if (last_origin_ != no_index) {
    const Origin& last = data_.origins[last_origin_];
    if (last.file == file && last.source == row.source && last.relationship == row.relationship &&
        last.settings == row.settings)
      return last_origin_;
  }
  const std::string_view file_bytes(reinterpret_cast<const char*>(&file), sizeof file);
  const auto [index, is_new] = origins_.intern({file_bytes, row.source, row.relationship, row.settings});
  if (is_new)
    data_.origins.push_back({file, std::string(row.source), std::string(row.relationship), std::string(row.settings)});
  return last_origin_ = index;
}

void Builder::see_release(Date date, std::string_view model, std::string_view accessibility) {
  if (date <= data_.latest) return;
  const auto given = overrides_.find(model);
  if (weights(given != overrides_.end() ? given->second : accessibility) != Weights::not_released) data_.latest = date;
}

void Builder::add(std::uint32_t file, std::uint32_t benchmark, const RowText& row, double scale, std::size_t line) {
  const Unit unit = data_.benchmarks[benchmark].benchmark.unit;
  if (row.model.empty()) return exclude(Reason::no_model, file, line, benchmark);
  const std::uint32_t model = intern_model(row);
  const ScoreCell score = parse_score(row.score, unit, scale);
  if (std::holds_alternative<MissingScore>(score)) return exclude(Reason::no_score, file, line, benchmark, model);
  if (const auto* bad = std::get_if<BadScore>(&score);
      bad != nullptr && !(provisional_[benchmark].is && parse_number(row.score)))
    return exclude(Reason::bad_score, file, line, benchmark, model, bad->why);
  // A provisional benchmark keeps numbers beyond 0..1 until the end, where they tell that it is no fraction.
  const double number = std::holds_alternative<double>(score) ? std::get<double>(score) : *parse_number(row.score);
  const auto date = parse_date(row.release_date);
  if (!date && !options_.undated) {
    if (row.release_date.empty())
      exclude(Reason::no_date, file, line, benchmark, model);
    else
      exclude(Reason::bad_date, file, line, benchmark, model, fmt::format("'{}'", row.release_date));
    data_.excluded.back().score = number;
    return;
  }
  if (date) see_release(*date, row.model, row.accessibility);

  Record record{};
  record.score = number;
  if (Provisional& unit_of = provisional_[benchmark]; unit_of.is) {
    const bool first = data_.benchmarks[benchmark].records.empty();
    unit_of.lowest = first ? record.score : std::min(unit_of.lowest, record.score);
    unit_of.highest = first ? record.score : std::max(unit_of.highest, record.score);
    if (unit_of.odd_file == no_index && (record.score < 0 || record.score > 1)) {
      unit_of.odd_file = file;
      unit_of.odd_line = static_cast<std::uint32_t>(line);
    }
  }
  const auto se = row.score_se.empty() ? std::nullopt : parse_scaled(row.score_se, scale);
  record.score_se = se && *se >= 0 ? *se : std::numeric_limits<double>::quiet_NaN();
  if (!row.score_se.empty() && std::isnan(record.score_se) && !is_missing(row.score_se) && bad_errors_++ == 0)
    first_bad_error_ = fmt::format("'{}', line {} of {}", row.score_se, line, data_.files[file].path);
  record.date = date.value_or(Date{});
  record.model = model;
  record.origin = intern_origin(file, row);
  record.line = static_cast<std::uint32_t>(line);
  data_.benchmarks[benchmark].records.push_back(record);
  if (!row.test_date.empty()) {
    auto& dates = data_.benchmarks[benchmark].test_dates;
    dates.resize(data_.benchmarks[benchmark].records.size());
    dates.back() = parse_date(row.test_date);
  }
  ++data_.files[file].records;
}

void Builder::exclude(Reason reason, std::uint32_t file, std::size_t line, std::uint32_t benchmark, std::uint32_t model,
                      std::string detail) {
  data_.excluded.push_back({reason, file, static_cast<std::uint32_t>(line), benchmark, model, std::move(detail)});
}

void Builder::fail_file(std::uint32_t benchmark, const std::string& path, const Error& error) {
  if (!options_.keep_going) throw error;
  data_.unread.push_back({data_.benchmarks[benchmark].benchmark.id, error.file.empty() ? path : error.file, error.line,
                          error.code, error.message, error.remedy});
}

void Builder::check_provisional() {
  for (std::size_t i = 0; i < provisional_.size(); ++i) {
    const Provisional& scores = provisional_[i];
    if (scores.odd_file == no_index) continue;
    const std::string& id = data_.benchmarks[i].benchmark.id;
    throw Error(ErrorCode::unknown_benchmark,
                fmt::format("the registry does not know benchmark '{}', and its scores are no fractions ({} to {})", id,
                            scores.lowest, scores.highest),
                fmt::format("give --registry a file with its unit and thresholds, for instance {}",
                            entry_to_paste(id, scores.lowest, scores.highest)),
                data_.files[scores.odd_file].path, scores.odd_line);
  }
}

void Builder::put_in_order() {
  // Registry order, then by id, so that the order of files and rows never shows.
  std::map<std::string_view, std::size_t> rank;
  for (std::size_t i = 0; i < registry_.benchmarks.size(); ++i) rank.emplace(registry_.benchmarks[i].id, i);
  const auto key = [&](std::size_t i) {
    const std::string& id = data_.benchmarks[i].benchmark.id;
    const auto at = rank.find(id);
    return std::pair(at == rank.end() ? rank.size() : at->second, std::string_view(id));
  };
  std::vector<std::size_t> order(data_.benchmarks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });

  std::vector<std::uint32_t> moved(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) moved[order[i]] = static_cast<std::uint32_t>(i);
  for (Excluded& row : data_.excluded)
    if (row.benchmark != no_index) row.benchmark = moved[row.benchmark];
  std::vector<BenchmarkRecords> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(std::move(data_.benchmarks[i]));
  data_.benchmarks = std::move(sorted);

  std::stable_sort(data_.excluded.begin(), data_.excluded.end(), [](const Excluded& a, const Excluded& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  std::sort(data_.not_selected.begin(), data_.not_selected.end());
}

}  // namespace gapcalc::load
