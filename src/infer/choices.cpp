#include "infer/choices.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::infer {
namespace {

constexpr std::array<std::string_view, n_choices> choice_names = {
    "bandwidth", "thresholds", "verdicts", "pairs", "provenance", "licence", "level", "tie", "band"};

/// Half to three times the reference's 60 days.
constexpr std::array<double, 6> bandwidths_tried = {30, 45, 60, 90, 120, 180};

template <typename T>
std::string text_of(const T& value) {
  return std::string(name(value));
}
std::string text_of(double value) { return fmt::format("{}", value); }

/// The dimension of a member of options over a list of values; a value given that is not among them goes first.
template <typename T, typename Member>
Dimension listed(Choice choice, const Options& options, const Member& member, std::vector<T> list) {
  const T given = member(options);
  if (std::find(list.begin(), list.end(), given) == list.end()) list.insert(list.begin(), given);
  Dimension result{choice, {}, static_cast<std::size_t>(std::find(list.begin(), list.end(), given) - list.begin())};
  for (const T& value : list)
    result.values.push_back({text_of(value), [member, value](Options& to) { member(to) = value; }});
  return result;
}

/// Likewise for lists of names: an empty one is any.
template <typename Member>
Dimension listed_names(Choice choice, const Options& options, const Member& member,
                       std::vector<std::vector<std::string>> lists) {
  const std::vector<std::string>& given = member(options);
  if (std::find(lists.begin(), lists.end(), given) == lists.end()) lists.insert(lists.begin(), given);
  Dimension result{choice, {}, static_cast<std::size_t>(std::find(lists.begin(), lists.end(), given) - lists.begin())};
  for (const auto& list : lists)
    result.values.push_back(
        {list.empty() ? "any" : join(list, "+"), [member, list](Options& to) { member(to) = list; }});
  return result;
}

/// Steps of k/parts for benchmarks in fractions without a grid, an allow-list or thresholds of their own: elsewhere a
/// finer grid would be rejected by the list, or has been chosen for the benchmark.
Dimension thresholds(const Dataset& data, const Options& options) {
  std::vector<std::string> ids;
  for (const BenchmarkRecords& of : data.benchmarks) {
    const Benchmark& benchmark = of.benchmark;
    if (is_fraction(benchmark.unit) && !benchmark.grid && !benchmark.accept &&
        !options.cross.thresholds_of.contains(benchmark.id))
      ids.push_back(benchmark.id);
  }
  Dimension result{Choice::thresholds, {}};
  const bool own = !options.cross.thresholds.empty();
  if (own) result.values.push_back({"given", [](Options&) {}});
  for (const int parts : {40, 20, 10}) {
    if (parts == 20 && !own) result.given = result.values.size();
    std::vector<double> list;
    for (int k = 1; k < parts; ++k) list.push_back(static_cast<double>(k) / parts);
    result.values.push_back({fmt::format("k/{}", parts), [ids, list](Options& to) {
                               for (const std::string& id : ids) to.cross.thresholds_of[id] = list;
                             }});
  }
  return result;
}

std::array<std::string, n_choices> texts(const Dimensions& all, const Picked& picked) {
  std::array<std::string, n_choices> result;
  for (std::size_t c = 0; c < n_choices; ++c) result[c] = all[c].values[picked[c]].text;
  return result;
}

/// Whether a choice changes the datapoints; the others only how they are smoothed.
bool changes_datapoints(Choice choice) {
  return choice != Choice::bandwidth && choice != Choice::level && choice != Choice::band;
}

}  // namespace

std::string_view name(Choice choice) { return choice_names[static_cast<std::size_t>(choice)]; }

Dimensions dimensions(const Dataset& data, const Options& options) {
  // Members by reference, for reading and for writing.
  const auto bandwidth = [](auto& of) -> auto& { return of.smooth.bandwidth; };
  const auto verdicts = [](auto& of) -> auto& { return of.cross.verdicts; };
  const auto pairs = [](auto& of) -> auto& { return of.cross.pairs; };
  const auto provenance = [](auto& of) -> auto& { return of.cross.provenance; };
  const auto licences = [](auto& of) -> auto& { return of.cross.open.licences; };
  const auto level = [](auto& of) -> auto& { return of.smooth.level; };
  const auto tie = [](auto& of) -> auto& { return of.cross.tie; };
  const auto band = [](auto& of) -> auto& { return of.smooth.band; };
  Dimension licence =
      listed_names(Choice::licence, options, licences, {{}, {"unrestricted", "restricted use"}, {"unrestricted"}});
  if (cross::only_frontier(data)) licence.reason = "needs_whole_dump";
  return {listed<double>(Choice::bandwidth, options, bandwidth, {bandwidths_tried.begin(), bandwidths_tried.end()}),
          thresholds(data, options),
          listed<Verdicts>(Choice::verdicts, options, verdicts, {Verdicts::on, Verdicts::floors, Verdicts::none}),
          listed<Pairs>(Choice::pairs, options, pairs, {Pairs::one, Pairs::all}),
          listed_names(Choice::provenance, options, provenance, {{}, {"independent", "caveat"}, {"independent"}}),
          std::move(licence),
          listed<LevelKind>(Choice::level, options, level, {LevelKind::local_constant, LevelKind::local_linear}),
          listed<Tie>(Choice::tie, options, tie, {Tie::day, Tie::month}),
          listed<BandKind>(Choice::band, options, band,
                           {BandKind::two_way, BandKind::points, BandKind::benchmarks, BandKind::two_stage})};
}

Picked given_of(const Dimensions& all) {
  Picked result;
  for (std::size_t c = 0; c < n_choices; ++c) result[c] = all[c].given;
  return result;
}

Picked datapoints_key(const Dimensions& all, Picked picked) {
  for (std::size_t c = 0; c < n_choices; ++c)
    if (!changes_datapoints(all[c].choice)) picked[c] = all[c].given;
  return picked;
}

Options options_of(const Dimensions& all, const Picked& picked, Options options) {
  for (std::size_t c = 0; c < n_choices; ++c)
    if (picked[c] != all[c].given) all[c].values[picked[c]].set(options);
  options.smooth.threads = 1;
  return options;
}

std::vector<Plan> one_at_a_time(const Dimensions& all) {
  const Picked given = given_of(all);
  std::vector<Plan> result;
  std::size_t id = 0;
  for (std::size_t c = 0; c < n_choices; ++c) {
    for (std::size_t v = 0; v < all[c].values.size(); ++v) {
      Plan plan{{}, given};
      plan.picked[c] = v;
      plan.row.choice = all[c].choice;
      if (v != given[c]) {
        plan.row.id = ++id;
        plan.row.reason = all[c].reason;
      }
      plan.row.values = texts(all, plan.picked);
      result.push_back(std::move(plan));
    }
  }
  return result;
}

std::vector<Plan> grid_of(const Dimensions& all) {
  const Picked given = given_of(all);
  std::vector<Plan> result;
  std::size_t id = 0;
  const std::function<void(std::size_t, Picked)> go = [&](std::size_t c, Picked picked) {
    if (c == n_choices) {
      Plan plan{{}, picked};
      plan.row.id = picked == given ? 0 : ++id;
      plan.row.values = texts(all, picked);
      plan.row.values[static_cast<std::size_t>(Choice::band)].clear();
      result.push_back(std::move(plan));
      return;
    }
    const bool fixed = all[c].choice == Choice::band || !all[c].reason.empty();
    for (std::size_t v = 0; v < all[c].values.size(); ++v) {
      if (fixed && v != given[c]) continue;
      picked[c] = v;
      go(c + 1, picked);
    }
  };
  go(0, given);
  return result;
}

}  // namespace gapcalc::infer
