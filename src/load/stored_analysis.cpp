// The JSON of `gapcalc analyze`, read back.

#include "load/stored_analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/bytes.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// Of a schema with the same major number additions do no harm.
constexpr std::string_view schema_major = "1.";

constexpr std::uint64_t largest_analysis = std::uint64_t{1} << 30;

/// What is wrong with a value, for the one place that knows the file.
struct Unreadable {
  std::string what;
};

/// The value of that name, or one of the list.
template <typename Enum>
Enum named(const json& value, std::initializer_list<Enum> all) {
  const auto text = value.get<std::string>();
  for (const Enum one : all)
    if (name(one) == text) return one;
  throw Unreadable{fmt::format("'{}' is not known here", text)};
}

Date date_of(const json& value) {
  const auto text = value.get<std::string>();
  if (const auto date = parse_date(text)) return *date;
  throw Unreadable{fmt::format("'{}' is no date", text)};
}

std::optional<Date> date_or_none(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(date_of(value));
}
std::optional<double> number_or_none(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}
std::string text_or_none(const json& value) { return value.is_null() ? std::string() : value.get<std::string>(); }

template <typename T>
std::vector<T> list_or_none(const json& value) {
  return value.is_null() ? std::vector<T>{} : value.get<std::vector<T>>();
}

CrossOptions cross_options(const json& from) {
  CrossOptions options;
  options.closed = parse_group(from.at("closed").get<std::string>());
  options.open = parse_group(from.at("open").get<std::string>());
  options.as_of = date_or_none(from.at("as_of"));
  options.thresholds = list_or_none<double>(from.at("thresholds"));
  options.thresholds_of = from.at("thresholds_of").get<std::map<std::string, std::vector<double>>>();
  options.since = date_or_none(from.at("since"));
  options.until = date_or_none(from.at("until"));
  options.verdicts = named(from.at("verdicts"), {Verdicts::on, Verdicts::floors, Verdicts::none});
  options.pairs = named(from.at("pairs"), {Pairs::one, Pairs::all});
  options.provenance = list_or_none<std::string>(from.at("provenance"));
  options.tie = named(from.at("tie"), {Tie::day, Tie::month});
  if (!from.contains("confirm")) return options;  // written before these were options
  options.evaluators = list_or_none<std::string>(from.at("evaluators"));
  options.exclude_relationships = list_or_none<std::string>(from.at("exclude_relationships"));
  options.confirm = parse_confirm(from.at("confirm").get<std::string>());
  options.one_per = named(from.at("one_per"), {OnePer::model, OnePer::release_day, OnePer::family});
  if (!from.at("handicap").is_null()) options.handicap = parse_handicap(from.at("handicap").get<std::string>());
  options.handicap.scale = named(from.at("handicap_scale"), {Handicap::Scale::points, Handicap::Scale::logit});
  return options;
}

SmoothOptions smooth_options(const json& from) {
  SmoothOptions options;
  options.by.clear();
  for (const json& split : from.at("by"))
    options.by.push_back(
        named(split, {Split::none, Split::access, Split::category, Split::provenance, Split::benchmark}));
  from.at("bandwidth_days").get_to(options.bandwidth);
  from.at("step_days").get_to(options.step);
  from.at("min_mass").get_to(options.min_mass);
  from.at("min_draw_mass").get_to(options.min_draw_mass);
  options.level = named(from.at("level"), {LevelKind::local_constant, LevelKind::local_linear});
  options.band = named(from.at("band"), {BandKind::none, BandKind::points, BandKind::benchmarks, BandKind::two_stage,
                                         BandKind::two_way});
  options.show = named(from.at("show_band"), {BandRule::trusted, BandRule::defined});
  from.at("simultaneous").get_to(options.simultaneous);
  from.at("resamples").get_to(options.resamples);
  from.at("confidence").get_to(options.confidence);
  from.at("seed").get_to(options.seed);
  return options;
}

LoadOptions load_options(const json& from) {
  LoadOptions options;
  from.at("benchmarks").get_to(options.benchmarks);
  options.registry = text_or_none(from.at("registry"));
  options.accessibility = text_or_none(from.at("accessibility"));
  options.review = text_or_none(from.at("review"));
  options.models = text_or_none(from.value("models", json()));
  options.aliases = text_or_none(from.value("aliases", json()));
  options.input_format = text_or_none(from.value("input_format", json()));
  options.with_groups = from.value("one_per", std::string()) == name(OnePer::family);
  return options;
}

Crosser crosser_of(const json& from) {
  Crosser one;
  from.at("model").get_to(one.model);
  one.date = date_of(from.at("date"));
  from.at("score").get_to(one.score);
  one.counted = from.value("counted", one.score);
  one.claimed_only = from.value("claimed_only", false);
  return one;
}

std::vector<Crosser> frontier_of(const json& from) {
  std::vector<Crosser> list;
  list.reserve(from.size());
  for (const json& one : from) list.push_back(crosser_of(one));
  return list;
}

Crossing crossing_of(const json& from) {
  Crossing crossing;
  from.at("threshold").get_to(crossing.threshold);
  crossing.closed = crosser_of(from.at("closed"));
  if (!from.at("open").is_null()) crossing.open = crosser_of(from.at("open"));
  crossing.status = named(from.at("status"), {Status::accepted, Status::duplicate, Status::rejected,
                                              Status::needs_review, Status::still_open});
  from.at("reason").get_to(crossing.reason);
  if (!crossing.open && crossing.status != Status::still_open)
    throw Unreadable{fmt::format("a crossing without an open model is '{}'", name(crossing.status))};
  return crossing;
}

BenchmarkCrossings benchmark_of(const json& from) {
  BenchmarkCrossings of;
  Benchmark& benchmark = of.benchmark;
  from.at("id").get_to(benchmark.id);
  from.at("title").get_to(benchmark.title);
  from.at("access").get_to(benchmark.access);
  benchmark.category = text_or_none(from.at("category"));
  const auto unit = parse_unit(from.at("unit").get<std::string>());
  if (!unit) throw Unreadable{"a unit is not known here"};
  benchmark.unit = *unit;
  from.at("provenance").at("verdict").get_to(benchmark.provenance.verdict);
  from.at("n_open").get_to(of.n_open);
  from.at("n_closed").get_to(of.n_closed);
  of.floor = number_or_none(from.at("floor"));
  of.closed_frontier = frontier_of(from.at("frontier").at("closed"));
  of.open_frontier = frontier_of(from.at("frontier").at("open"));
  of.crossings.reserve(from.at("crossings").size());
  for (const json& one : from.at("crossings")) of.crossings.push_back(crossing_of(one));
  return of;
}

/// Datapoints are the accepted crossings; so they need not be read a second time.
Crossings crossings_of(const json& document) {
  Crossings result;
  result.as_of = date_of(document.at("as_of"));
  for (const json& one : document.at("benchmarks")) {
    const BenchmarkCrossings& of = result.benchmarks.emplace_back(benchmark_of(one));
    for (const Crossing& crossing : of.crossings)
      if (crossing.status == Status::accepted)
        result.datapoints.push_back({of.benchmark.id, of.benchmark.access, of.benchmark.category,
                                     of.benchmark.provenance.verdict, crossing.threshold, crossing.closed,
                                     *crossing.open});
  }
  if (result.datapoints.size() != document.at("datapoints").size())
    throw Unreadable{fmt::format("it has {} datapoints, and {} accepted crossings", document.at("datapoints").size(),
                                 result.datapoints.size())};
  return result;
}

TrendPoint point_of(const json& from) {
  TrendPoint point;
  point.date = date_of(from.at("date"));
  point.level = number_or_none(from.at("level"));
  point.low = number_or_none(from.at("low"));
  point.high = number_or_none(from.at("high"));
  point.band =
      named(from.at("band_state"), {BandState::shown, BandState::thin, BandState::no_band, BandState::few_benchmarks,
                                    BandState::few_open_models, BandState::small_effective_size, BandState::few_draws});
  from.at("kernel_mass").get_to(point.kernel_mass);
  from.at("ess").get_to(point.ess);
  from.at("n_benchmarks").get_to(point.n_benchmarks);
  from.at("n_open_models").get_to(point.n_open_models);
  from.at("n_resamples").get_to(point.n_resamples);
  return point;
}

Trend trend_of(const json& from) {
  Trend trend;
  from.at("series").get_to(trend.series);
  from.at("split").get_to(trend.split);
  from.at("n_datapoints").get_to(trend.n_datapoints);
  from.at("n_benchmarks").get_to(trend.n_benchmarks);
  trend.median_gap_months = number_or_none(from.at("median_gap_months")).value_or(0);
  trend.points.reserve(from.at("points").size());
  for (const json& one : from.at("points")) trend.points.push_back(point_of(one));
  for (std::size_t i = 0; i < trend.points.size(); ++i) {
    if (!trend.points[i].level) continue;
    trend.current = i;
    if (!trend.minimum || *trend.points[i].level < *trend.points[*trend.minimum].level) trend.minimum = i;
  }
  if (trend.current.has_value() == from.at("current").is_null())
    throw Unreadable{fmt::format("'current' of the trend '{}' is none of its points", trend.series)};
  return trend;
}

StoredAnalysis analysis_of(const json& document) {
  StoredAnalysis result;
  const auto schema = document.at("schema_version").get<std::string>();
  if (!schema.starts_with(schema_major))
    throw Unreadable{fmt::format("its schema_version is {}, and this program reads {}x", schema, schema_major)};
  result.version = document.at("gapcalc").at("version").get<std::string>();
  const json& options = document.at("options");
  result.options = {load_options(options), cross_options(options), smooth_options(options)};
  result.crossings = crossings_of(document);
  for (const json& one : document.at("trends")) result.trends.push_back(trend_of(one));
  document.at("notes").get_to(result.notes);
  return result;
}

/// The first bytes of every JSON that the program writes, with any white space.
bool begins_like_ours(std::string_view start) {
  start = trim(start);
  if (!start.starts_with('{')) return false;
  return trim(start.substr(1)).starts_with("\"schema_version\"");
}

}  // namespace

StoredAnalysis read_analysis(std::string_view text, const std::string& path) {
  constexpr std::size_t bytes_a_value = 10;  // 22 in an analysis without a blank
  if (const auto what = excess(text, text.size() / bytes_a_value))
    throw Error(ErrorCode::broken_json, *what, "is it the right file?", path);
  constexpr std::string_view remedy = "give the output of `gapcalc analyze --format json`";
  const json document = parse_document(text, path);
  if (!document.is_object()) throw Error(ErrorCode::not_recognised, "is JSON, but no analysis", remedy, path);
  const auto kind = document.find("kind");
  if (kind == document.end() || *kind != "analysis")
    throw Error(
        ErrorCode::not_recognised,
        fmt::format("is JSON of gapcalc of the kind {}, no analysis",
                    kind == document.end() ? "null" : kind->dump(-1, ' ', false, json::error_handler_t::replace)),
        remedy, path);
  const auto fail = [&](std::string_view what) {
    return Error(ErrorCode::broken_json, fmt::format("is JSON of an analysis that cannot be read: {}", what), remedy,
                 path);
  };
  try {
    return analysis_of(document);
  } catch (const Unreadable& error) {
    throw fail(error.what);
  } catch (const json::exception& error) {
    std::string_view what = error.what();
    what.remove_prefix(std::min(what.size(), what.find("] ") + 2));
    throw fail(what);
  } catch (const Error& error) {  // of a group
    throw fail(error.message);
  }
}

std::optional<StoredAnalysis> stored_analysis(const std::string& path) {
  std::error_code ignored;
  if (path.empty() || path == "-" || !std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  ByteStream bytes = ByteStream::open(path);
  constexpr std::size_t enough_to_tell = 256;
  if (!begins_like_ours(bytes.peek(enough_to_tell))) return std::nullopt;
  StoredAnalysis result = read_analysis(bytes.read_all(largest_analysis), path);
  result.file = {path, "analysis", bytes.sha256(), bytes.bytes(), 0};
  return result;
}

}  // namespace gapcalc::load
