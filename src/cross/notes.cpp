#include "cross/notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::cross {
namespace {

/// Which gaps rest on scores that only the developers have measured.
void add_claims_note(Crossings& result) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> claimed;
  for (const Datapoint& d : result.datapoints)
    if (d.closed.claimed_only || d.open.claimed_only)
      claimed.push_back(
          fmt::format("{} {:.4g} ({})", d.benchmark, d.threshold, d.open.claimed_only ? d.open.model : d.closed.model));
  if (claimed.empty()) return;
  const std::size_t n = claimed.size();
  if (n > shown) claimed.resize(shown);
  result.notes.push_back(fmt::format(
      "{} of {} gaps {} on a score that only its developer measured: {}{}; "
      "--exclude-relationship first_party leaves such scores out",
      n, result.datapoints.size(), n == 1 ? "rests" : "rest", join(claimed, ", "), n > shown ? " and others" : ""));
}

/// What records that keep only what set a new best cannot answer.
void add_frontier_notes(const Dataset& data, const CrossOptions& options, Crossings& result) {
  if (!only_frontier(data)) return;
  const CrossOptions usual;
  if (options.open != usual.open || options.closed != usual.closed)
    result.notes.emplace_back(
        "the records keep only what set a new best among all open or all closed models; gaps of other groups need the "
        "whole dump");
  if (options.as_of && data.as_of && *options.as_of < *data.as_of)
    result.notes.push_back(
        fmt::format("floors, numbers of models tested and last days of testing are those of {}; for those of an "
                    "earlier day give the whole dump",
                    to_string(*data.as_of)));
  const bool all_would_count = options.evaluators.empty() && options.exclude_relationships.empty() &&
                               !options.confirm.lower_bound && options.confirm.kth == 1;
  if (!all_would_count)
    result.notes.emplace_back(
        "the records keep only what set a new best; who else reached a threshold, or would be first without some of "
        "them, needs the whole dump");
}

/// What units and handicaps leave as it is.
void add_counting_notes(const Dataset& data, const CrossOptions& options, Crossings& result) {
  if (options.one_per == OnePer::family &&
      std::all_of(data.models.begin(), data.models.end(), [](const Model& model) { return model.group.empty(); }))
    result.notes.emplace_back("the input does not say which models are versions of one: each counts as itself");
  if (options.handicap.open == 0 && options.handicap.closed == 0) return;
  if (std::any_of(data.benchmarks.begin(), data.benchmarks.end(),
                  [](const auto& b) { return !is_fraction(b.benchmark.unit); }))
    result.notes.emplace_back("scores that are no fractions are not shifted");
  if (std::any_of(data.models.begin(), data.models.end(),
                  [&](const Model& model) { return contains(options.closed, model) && contains(options.open, model); }))
    result.notes.emplace_back("models that are in both groups are not shifted");
}

}  // namespace

void add_notes(const Dataset& data, const CrossOptions& options, Crossings& result) {
  add_claims_note(result);
  add_frontier_notes(data, options, result);
  add_counting_notes(data, options, result);
  if (std::all_of(result.benchmarks.begin(), result.benchmarks.end(), [](const auto& b) { return b.n_open == 0; }))
    result.notes.push_back(fmt::format("no model of the input is in the group '{}'", to_string(options.open)));
  if (std::all_of(result.benchmarks.begin(), result.benchmarks.end(), [](const auto& b) { return b.n_closed == 0; }))
    result.notes.push_back(fmt::format("no model of the input is in the group '{}'", to_string(options.closed)));
}

}  // namespace gapcalc::cross
