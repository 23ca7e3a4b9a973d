// Between the enumerations and their texts in output, files and options.

#include <array>

#include "gapcalc/board.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc {
namespace {

struct ReasonText {
  std::string_view name, description;
};

constexpr std::array<ReasonText, 15> reasons = {{
    {"no_model", "the row names no model"},
    {"no_score", "the score is missing"},
    {"no_date", "no release date is known"},
    {"bad_score", "the score is not a possible number"},
    {"bad_date", "the release date is not a day from 1950 to 2100"},
    {"bad_text", "the row is not valid UTF-8"},
    {"bad_row", "the row does not fit its table"},
    {"unclassified", "not known whether the weights are open or closed"},
    {"not_released", "the model was never released"},
    {"not_in_group", "left out by a group filter"},
    {"after_as_of", "released after the as-of date"},
    {"duplicate_model", "a second entry for a version in the model table"},
    {"other_evaluator", "left out by a filter on who measured it"},
    {"no_standard_error", "no lower bound: its standard error is not known"},
    {"unknown_benchmark", "a file or name that stands for no benchmark"},
}};

constexpr std::array<std::string_view, 5> units = {"fraction", "percent", "minutes", "points", "usd"};
constexpr std::array<std::string_view, 5> statuses = {"accepted", "duplicate", "rejected", "needs_review",
                                                      "still_open"};
constexpr std::array<std::string_view, 4> licence_classes = {"proprietary", "open-weight", "open-source", "other"};
constexpr std::array<std::string_view, 3> verdict_modes = {"on", "floors", "none"};
constexpr std::array<std::string_view, 2> pair_modes = {"one", "all"};
constexpr std::array<std::string_view, 2> ties = {"day", "month"};
constexpr std::array<std::string_view, 3> units_counted = {"model", "release-day", "family"};
constexpr std::array<std::string_view, 2> scales = {"points", "logit"};
constexpr std::array<std::string_view, 4> evaluators = {"first_party", "third_party", "collaborative", "other"};
constexpr std::array<std::string_view, 5> bands = {"none", "points", "benchmarks", "two-stage", "two-way"};
constexpr std::array<std::string_view, 2> levels = {"local-constant", "local-linear"};
constexpr std::array<std::string_view, 2> band_rules = {"trusted", "defined"};
constexpr std::array<std::string_view, 7> band_states = {
    "shown", "thin", "no_band", "few_benchmarks", "few_open_models", "small_effective_size", "few_draws"};
constexpr std::array<std::string_view, 5> splits = {"none", "access", "category", "provenance", "benchmark"};

}  // namespace

std::vector<Reason> all_reasons() {
  std::vector<Reason> all;
  for (std::size_t i = 0; i < reasons.size(); ++i) all.push_back(static_cast<Reason>(i));
  return all;
}
std::string_view name(Reason reason) { return reasons[static_cast<std::size_t>(reason)].name; }
std::string_view describe(Reason reason) { return reasons[static_cast<std::size_t>(reason)].description; }
const Crossing* BenchmarkCrossings::last_accepted() const {
  const Crossing* last = nullptr;
  for (const Crossing& crossing : crossings)
    if (crossing.status == Status::accepted && (last == nullptr || crossing.open->date >= last->open->date))
      last = &crossing;
  return last;
}
std::string_view name(LicenceClass licence) { return licence_classes[static_cast<std::size_t>(licence)]; }
std::string_view name(Unit unit) { return units[static_cast<std::size_t>(unit)]; }
std::string_view name(Status status) { return statuses[static_cast<std::size_t>(status)]; }
std::string_view name(Verdicts verdicts) { return verdict_modes[static_cast<std::size_t>(verdicts)]; }
std::string_view name(Pairs pairs) { return pair_modes[static_cast<std::size_t>(pairs)]; }
std::string_view name(Tie tie) { return ties[static_cast<std::size_t>(tie)]; }
std::string_view name(OnePer unit) { return units_counted[static_cast<std::size_t>(unit)]; }
std::string_view name(Handicap::Scale scale) { return scales[static_cast<std::size_t>(scale)]; }
std::string_view name(BandKind band) { return bands[static_cast<std::size_t>(band)]; }
std::string_view name(LevelKind level) { return levels[static_cast<std::size_t>(level)]; }
std::string_view name(BandRule rule) { return band_rules[static_cast<std::size_t>(rule)]; }
std::string_view name(BandState state) { return band_states[static_cast<std::size_t>(state)]; }
std::string_view name(Split split) { return splits[static_cast<std::size_t>(split)]; }

SmoothOptions reference_profile() {
  SmoothOptions options;
  options.by = {Split::access};
  options.bandwidth = 60;
  options.step = 7;
  options.min_mass = options.min_draw_mass = 2;
  options.level = LevelKind::local_constant;
  options.band = BandKind::points;
  options.show = BandRule::defined;
  options.resamples = 5000;
  options.confidence = 0.90;
  return options;
}

Weights weights(std::string_view accessibility) {
  if (accessibility.starts_with("Open weights")) return Weights::open;
  if (accessibility == "API access" || accessibility == "Hosted access (no API)") return Weights::closed;
  if (accessibility == "Unreleased") return Weights::not_released;
  return Weights::unclassified;
}

std::string_view evaluator(const Origin& origin, const Benchmark& benchmark) {
  if (!origin.relationship.empty()) return origin.relationship;
  const std::string& verdict = benchmark.provenance.verdict;
  if (verdict == "self-reported") return evaluators[0];
  return verdict == "independent" || verdict == "caveat" ? evaluators[1] : std::string_view{};
}
std::vector<std::string> all_evaluators() { return {evaluators.begin(), evaluators.end()}; }

std::optional<Unit> parse_unit(std::string_view text) {
  for (std::size_t i = 0; i < units.size(); ++i)
    if (units[i] == text) return static_cast<Unit>(i);
  return std::nullopt;
}

}  // namespace gapcalc
