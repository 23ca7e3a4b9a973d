// Who would be first, if it were known when a model came out, or whether it is open.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "audit/look.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::audit {
namespace {

using Rows = std::vector<const Record*>;

/// A class that a model without one is given, to see what follows.
struct Class {
  std::string_view word, accessibility;
};
constexpr Class open_class{"open", "Open weights (unrestricted)"}, closed_class{"closed", "API access"};

void add(Dataset& small, std::uint32_t model, Date date, double score) {
  small.benchmarks.front().records.push_back({score, std::numeric_limits<double>::quiet_NaN(), date, model, 0, 0});
}

/// Only what decides the crossings of the benchmark, as an input of its own: those that set a new best, the floor and
/// the thresholds. It is crossed in a thousandth of the time.
Dataset small_dataset(const Subject& subject, std::size_t b) {
  const BenchmarkCrossings& of = subject.crossings.benchmarks[b];
  Dataset small;
  small.benchmarks.push_back({of.benchmark, {}});
  Benchmark& benchmark = small.benchmarks.front().benchmark;
  benchmark.floor = of.floor;
  benchmark.grid = of.thresholds;
  benchmark.tested.reset();
  small.origins.emplace_back();
  for (const Verdict& verdict : subject.data.verdicts)
    if (verdict.benchmark == benchmark.id) small.verdicts.push_back(verdict);
  const auto add_all = [&](const std::vector<Crosser>& frontier, const Class& as) {
    for (const Crosser& one : frontier) {
      small.models.push_back({one.model, {}, {}, std::string(as.accessibility)});
      add(small, static_cast<std::uint32_t>(small.models.size() - 1), one.date, one.score);
    }
  };
  add_all(of.closed_frontier, closed_class);
  add_all(of.open_frontier, open_class);
  return small;
}

/// The crossings of the small dataset with one model more, of this class.
BenchmarkCrossings crossings_with(Dataset small, std::string_view model, const Rows& rows, const Class& as,
                                  const CrossOptions& options) {
  small.models.push_back({std::string(model), {}, {}, std::string(as.accessibility)});
  for (const Record* row : rows) add(small, static_cast<std::uint32_t>(small.models.size() - 1), row->date, row->score);
  return std::move(cross::cross(small, options).benchmarks.front());
}

/// The gaps that count: threshold, closed and open model.
std::set<std::tuple<double, std::string_view, std::string_view>> accepted(const BenchmarkCrossings& of) {
  std::set<std::tuple<double, std::string_view, std::string_view>> result;
  for (const Crossing& crossing : of.crossings)
    if (crossing.status == Status::accepted)
      result.emplace(crossing.threshold, crossing.closed.model, crossing.open->model);
  return result;
}

/// What follows from a class: where the model is first, and how many gaps that count are other ones.
struct Consequence {
  std::vector<double> first_at;
  std::size_t gaps = 0;
};

Consequence consequence(const BenchmarkCrossings& before, const BenchmarkCrossings& after, std::string_view model,
                        bool as_open) {
  Consequence result;
  for (const Crossing& crossing : after.crossings) {
    const Crosser* const who = !as_open ? &crossing.closed : crossing.open ? &*crossing.open : nullptr;
    if (who != nullptr && who->model == model) result.first_at.push_back(crossing.threshold);
  }
  const auto old_gaps = accepted(before), new_gaps = accepted(after);
  std::size_t kept = 0;
  for (const auto& gap : old_gaps) kept += new_gaps.count(gap);
  result.gaps = std::max(old_gaps.size(), new_gaps.size()) - kept;
  return result;
}

/// Whether a row could be first in either class; a quick look that rules out most.
bool may_be_first(const Record& record, const BenchmarkCrossings& of) {
  const auto reached = std::upper_bound(of.thresholds.begin(), of.thresholds.end(), record.score);
  const auto n_reached = static_cast<std::size_t>(reached - of.thresholds.begin());
  std::size_t n_crossed = 0;
  for (const Crossing& crossing : of.crossings) {
    if (crossing.threshold > record.score) break;
    ++n_crossed;
    if (!crossing.open || record.date <= crossing.open->date || record.date <= crossing.closed.date) return true;
  }
  return n_crossed < n_reached;  // a threshold that no closed model has reached
}

std::string consequence_text(const Class& as, const Consequence& of, Unit unit) {
  if (of.first_at.empty()) return fmt::format("if {}, nowhere first", as.word);
  const std::string gaps = of.gaps == 0   ? "no gap that counts"
                           : of.gaps == 1 ? "1 gap that counts"
                                          : fmt::format("{} gaps that count", of.gaps);
  return fmt::format("if {}, first at {} ({}), and {} would change", as.word, counted(of.first_at.size(), "threshold"),
                     threshold_text(of.first_at, unit), gaps);
}

void look_at_unclassified(const Subject& subject, std::size_t b, Findings& found) {
  const BenchmarkRecords& source = subject.data.benchmarks[b];
  const BenchmarkCrossings& before = subject.crossings.benchmarks[b];
  std::map<std::string_view, Rows> rows;  // of models without a class
  std::set<std::string_view> candidates;
  for (const Record& record : source.records) {
    const Model& model = subject.data.models[record.model];
    if (record.date > subject.crossings.as_of || weights(model.accessibility) != Weights::unclassified) continue;
    rows[model.name].push_back(&record);
    if (may_be_first(record, before)) candidates.insert(model.name);
  }
  if (candidates.empty()) return;
  const Dataset small = small_dataset(subject, b);
  CrossOptions options = subject.options;
  options.thresholds.clear();  // the benchmark has its own by now
  options.thresholds_of.clear();
  options.closed = CrossOptions{}.closed;  // the frontiers are of the groups asked for
  options.open = CrossOptions{}.open;
  for (const std::string_view model : candidates) {
    const Rows& own = rows.at(model);
    const auto as = [&](const Class& one) {
      return consequence(before, crossings_with(small, model, own, one, options), model, one.word == open_class.word);
    };
    const Consequence open = as(open_class), closed = as(closed_class);
    if (open.first_at.empty() && closed.first_at.empty()) continue;
    const Unit unit = source.benchmark.unit;
    Finding one = finding(
        Code::unclassified_first, source.benchmark.id, std::string(model),
        fmt::format("{}; {}", consequence_text(open_class, open, unit), consequence_text(closed_class, closed, unit)));
    place(one, subject.data, *own.front());
    one.rows = own.size();
    one.gaps = std::max(open.gaps, closed.gaps);
    found.push_back(std::move(one));
  }
}

/// An undated row against the best of one class.
struct Undated {
  std::string text;      ///< empty where it is not above the best
  std::size_t gaps = 0;  ///< still-open thresholds it reaches that would count
};

Undated against(const std::vector<Crosser>& frontier, const BenchmarkCrossings& of, double score, const Class& as) {
  if (!frontier.empty() && score <= frontier.back().score) return {};  // a frontier ends with its best
  Undated result;
  const Unit unit = of.benchmark.unit;
  if (frontier.empty())
    result.text = fmt::format("no {} model has a date", as.word);
  else
    result.text = fmt::format("the best dated {} one is {} by {}", as.word, score_text(frontier.back().score, unit),
                              frontier.back().model);
  std::vector<double> alone;
  for (const double threshold : of.thresholds)
    if (threshold <= score && (frontier.empty() || threshold > frontier.back().score)) alone.push_back(threshold);
  if (!alone.empty()) result.text += fmt::format("; it alone reaches {}", threshold_text(alone, unit));
  if (as.word == open_class.word)
    for (const Crossing& crossing : of.crossings)
      result.gaps += !crossing.open && crossing.awaited && crossing.threshold <= score ? 1U : 0U;
  return result;
}

/// Of each model the best of its rows that lack only a date.
void look_at_undated(const Subject& subject, Findings& found) {
  const Dataset& data = subject.data;
  std::map<std::pair<std::uint32_t, std::string_view>, const Excluded*> best;
  for (const Excluded& row : data.excluded) {
    if (!row.score || row.benchmark == no_index || row.model == no_index) continue;
    const Excluded*& place = best[{row.benchmark, data.models[row.model].name}];
    if (place == nullptr || *row.score > *place->score) place = &row;
  }
  for (const auto& [key, place] : best) {
    const Excluded& row = *place;
    const BenchmarkCrossings& of = subject.crossings.benchmarks[key.first];
    const Weights kind = weights(data.models[row.model].accessibility);
    std::vector<std::string> texts;
    std::size_t gaps = 0;
    const auto compare = [&](const std::vector<Crosser>& frontier, const Class& as) {
      const Undated undated = against(frontier, of, *row.score, as);
      if (!undated.text.empty()) texts.push_back(undated.text);
      gaps = std::max(gaps, undated.gaps);
    };
    if (kind == Weights::open || kind == Weights::unclassified) compare(of.open_frontier, open_class);
    if (kind == Weights::closed || kind == Weights::unclassified) compare(of.closed_frontier, closed_class);
    if (texts.empty()) continue;
    Finding one = finding(Code::undated_best, of.benchmark.id, std::string(key.second),
                          fmt::format("{} without a release date{}; {}", score_text(*row.score, of.benchmark.unit),
                                      kind == Weights::unclassified ? " or a class" : "", join(texts, "; ")));
    one.file = data.files[row.file].path;
    one.line = row.line;
    one.rows = 1;
    one.gaps = gaps;
    found.push_back(std::move(one));
  }
}

}  // namespace

void look_at_would_be(const Subject& subject, Findings& found) {
  for (std::size_t b = 0; b < subject.data.benchmarks.size(); ++b) look_at_unclassified(subject, b, found);
  look_at_undated(subject, found);
}

}  // namespace gapcalc::audit
