#include "cross/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cross/first_crossers.hpp"

namespace gapcalc::cross {
namespace {

bool tied(const Verdict& verdict) { return !verdict.closed_model.empty(); }

bool lapsed(const Verdict& verdict, const Crossing& crossing) {
  return tied(verdict) && (verdict.closed_model != crossing.closed.model || verdict.open_model != crossing.open->model);
}

/// The verdict on this threshold, or null: one for the very threshold goes before one for all, and among
/// those one that still holds for the pair before one that has lapsed.
const Verdict* find_verdict(const Benchmark& benchmark, const Crossing& crossing, std::span<const Verdict> verdicts) {
  const auto rank = [&](const Verdict& v) { return std::pair(v.threshold.has_value(), !lapsed(v, crossing)); };
  const Verdict* best = nullptr;
  for (const Verdict& verdict : verdicts) {
    if (verdict.benchmark != benchmark.id || (verdict.threshold && *verdict.threshold != crossing.threshold)) continue;
    if (!crossing.open && tied(verdict)) continue;                         // there is no pair to compare with
    if (best == nullptr || rank(verdict) >= rank(*best)) best = &verdict;  // the later line of equals
  }
  return best;
}

/// Rules 1 to 3 for one crossing, or those of them that `mode` leaves.
void judge(Crossing& crossing, const BenchmarkCrossings& of, std::span<const Verdict> verdicts, Verdicts mode) {
  const auto set = [&](Status status, std::string reason) {
    crossing.status = status;
    crossing.reason = std::move(reason);
  };
  if (mode == Verdicts::none) return set(Status::accepted, "unreviewed");
  const bool reviewed = mode == Verdicts::on;
  if (const Verdict* verdict = reviewed ? find_verdict(of.benchmark, crossing, verdicts) : nullptr) {
    if (lapsed(*verdict, crossing))
      return set(Status::needs_review,
                 fmt::format("verdict_lapsed: judged {} -> {}", verdict->closed_model, verdict->open_model));
    const std::string why = verdict->reason.empty() ? "verdict" : fmt::format("verdict: {}", verdict->reason);
    return set(verdict->accept ? Status::accepted : Status::rejected, why);
  }
  if (reviewed && of.benchmark.accept) {
    const auto& list = *of.benchmark.accept;
    const bool listed = std::find(list.begin(), list.end(), crossing.threshold) != list.end();
    return listed ? set(Status::accepted, "listed") : set(Status::rejected, "not_listed");
  }
  if (crossing.threshold > *of.floor) return set(Status::accepted, "above_floor");
  set(Status::rejected, fmt::format("not_above_floor: {:.4g}", *of.floor));
}

/// Whether a threshold that open models have not reached would be accepted: by the verdict on it, else by the floor.
bool awaited(const Crossing& crossing, const BenchmarkCrossings& of, std::span<const Verdict> verdicts, Verdicts mode) {
  if (mode == Verdicts::none) return true;
  const Verdict* const verdict = mode == Verdicts::on ? find_verdict(of.benchmark, crossing, verdicts) : nullptr;
  if (verdict != nullptr) return verdict->accept;
  return crossing.threshold > *of.floor;
}

/// One datapoint per pair with an accepted threshold: the highest that the pair spans, accepted or not.
void keep_one_per_pair(std::vector<Crossing>& crossings, OnePer one_per) {
  struct Pair {
    std::size_t highest = 0;
    bool accepted = false;
    double lowest_accepted = 0;
  };
  std::map<std::pair<std::string, std::string>, Pair> pairs;
  const auto unit = [&](const Crosser& who) {
    return unit_of(who.model, who.organization, who.group, who.date, one_per);
  };
  const auto key = [&](const Crossing& c) { return std::pair(unit(c.closed), unit(*c.open)); };
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    if (!crossings[i].open) continue;
    Pair& pair = pairs[key(crossings[i])];
    pair.highest = i;  // thresholds ascend
    if (crossings[i].status == Status::accepted && !pair.accepted) {
      pair.accepted = true;
      pair.lowest_accepted = crossings[i].threshold;
    }
  }
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    Crossing& crossing = crossings[i];
    if (!crossing.open) continue;
    const Pair& pair = pairs.at(key(crossing));
    if (!pair.accepted) continue;
    if (i == pair.highest) {
      if (crossing.status != Status::accepted)
        crossing.reason =
            fmt::format("highest_of_pair: accepted at {}; here {}", pair.lowest_accepted, crossing.reason);
      crossing.status = Status::accepted;
    } else if (crossing.status != Status::needs_review) {
      crossing.status = Status::duplicate;
      crossing.reason = fmt::format("same_pair: kept at {}", crossings[pair.highest].threshold);
    }
  }
}

}  // namespace

void review(BenchmarkCrossings& result, std::span<const Verdict> verdicts, const CrossOptions& options) {
  for (Crossing& crossing : result.crossings) {
    if (crossing.open)
      judge(crossing, result, verdicts, options.verdicts);
    else
      crossing.awaited = awaited(crossing, result, verdicts, options.verdicts);
  }
  if (options.pairs == Pairs::one) keep_one_per_pair(result.crossings, options.one_per);
  const std::string& provenance = result.benchmark.provenance.verdict;
  const bool trusted = options.provenance.empty() || std::find(options.provenance.begin(), options.provenance.end(),
                                                               provenance) != options.provenance.end();
  for (Crossing& crossing : result.crossings) {
    if (crossing.status != Status::accepted) continue;
    const bool inside = (!options.since || crossing.open->date >= *options.since) &&
                        (!options.until || crossing.open->date <= *options.until);
    if (inside && trusted) continue;
    crossing.status = Status::rejected;
    crossing.reason = inside ? fmt::format("other_provenance: {}", provenance)
                             : "outside_window: open date not within --since and --until";
  }
}

}  // namespace gapcalc::cross
