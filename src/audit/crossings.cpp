// Crossings that are odd, and benchmarks that are out of date.

#include <fmt/format.h>

#include <algorithm>

#include "audit/look.hpp"
#include "core/text.hpp"
#include "core/units.hpp"

namespace gapcalc::audit {
namespace {

/// As long as a benchmark may be without a new model of one group before its gaps are those of another time.
constexpr int stale_days = 365;

std::string who(const Crosser& crosser) { return fmt::format("{} ({})", crosser.model, to_string(crosser.date)); }

/// A finding on crossings of a benchmark, about one of their models: `rows` of the input.
Finding finding_at(const Subject& subject, const Benchmark& of, std::span<const double> thresholds,
                   const Crosser& about, std::size_t rows, Code code, const std::string& what) {
  Finding one = finding(code, of.id, about.model, fmt::format("at {}, {}", threshold_text(thresholds, of.unit), what));
  if (about.record_file != no_index) one.file = subject.data.files[about.record_file].path;
  one.line = about.record_line;
  one.rows = rows;
  one.gaps = 0;
  return one;
}

/// A finding on a crossing that both groups reached.
void add(const Subject& subject, const BenchmarkCrossings& of, const Crossing& crossing, Code code,
         const std::string& what, Findings& found) {
  constexpr std::size_t both = 2;  // of the closed and of the open model
  found.push_back(finding_at(subject, of.benchmark, {&crossing.threshold, 1}, *crossing.open, both, code, what));
  found.back().gaps = crossing.status == Status::accepted ? 1 : 0;
}

/// The first crossers whose score only their developer measured, each with all thresholds at which it is first.
void look_at_claims(const Subject& subject, const BenchmarkCrossings& of, Findings& found) {
  struct Claim {
    const Crosser* who;
    std::string_view group;
    std::vector<double> thresholds;
    std::size_t gaps;
  };
  std::vector<Claim> claims;
  const auto see = [&](const Crosser& who, std::string_view group, const Crossing& crossing) {
    if (!who.claimed_only) return;
    auto at = std::find_if(claims.begin(), claims.end(), [&](const Claim& one) {
      return one.group == group && one.who->record_line == who.record_line && one.who->record_file == who.record_file;
    });
    if (at == claims.end()) at = claims.insert(at, {&who, group, {}, 0});
    at->thresholds.push_back(crossing.threshold);
    if (crossing.status == Status::accepted) ++at->gaps;
  };
  for (const Crossing& crossing : of.crossings) {
    see(crossing.closed, "closed", crossing);
    if (crossing.open) see(*crossing.open, "open", crossing);
  }
  for (const Claim& claim : claims) {
    found.push_back(finding_at(
        subject, of.benchmark, claim.thresholds, *claim.who, 1, Code::claimed_only,
        fmt::format("{} is the first {} model by its developer's own score alone", who(*claim.who), claim.group)));
    found.back().gaps = claim.gaps;
  }
}

void look_at_crossing(const Subject& subject, const BenchmarkCrossings& of, const Crossing& crossing, Findings& found) {
  if (!crossing.open) return;
  const int days = *crossing.gap_days();
  if (crossing.status == Status::accepted && days < 0)
    add(subject, of, crossing, Code::negative_gap,
        fmt::format("{} came {} before {}", who(*crossing.open), counted(static_cast<std::size_t>(-days), "day"),
                    who(crossing.closed)),
        found);
  if (crossing.verdict_lapsed())
    add(subject, of, crossing, Code::needs_review,
        fmt::format("{}; now it is {} -> {}", crossing.reason, crossing.closed.model, crossing.open->model), found);
}

/// What is said of a group that has had no model for a year; empty where it has.
std::string stale_text(std::string_view group, std::optional<Date> last, Date as_of) {
  if (!last) return fmt::format("no {} model at all", group);
  const int days = as_of.days - last->days;
  return days > stale_days ? fmt::format("no new {} model since {} ({} days)", group, to_string(*last), days) : "";
}

void look_at_benchmark(const Subject& subject, const BenchmarkRecords& source, const BenchmarkCrossings& of,
                       Findings& found) {
  const std::string& id = of.benchmark.id;
  if (source.records.empty()) {
    for (const Unread& unread : subject.data.unread)
      if (unread.benchmark == id) return;  // told of already
    found.push_back(finding(Code::no_records, id, {}, "not one of its rows can be used"));
    return;
  }
  std::vector<std::string> texts;
  for (const std::string& text : {stale_text("open", of.last_open, subject.crossings.as_of),
                                  stale_text("closed", of.last_closed, subject.crossings.as_of)})
    if (!text.empty()) texts.push_back(text);
  if (texts.empty()) return;
  Finding one = finding(Code::stale_benchmark, id, {}, join(texts, "; "));
  const auto gaps = subject.gaps_of_benchmark.find(id);
  one.gaps = gaps == subject.gaps_of_benchmark.end() ? 0 : gaps->second.size();
  one.message += resting(*one.gaps);
  found.push_back(std::move(one));
}

}  // namespace

void look_at_crossings(const Subject& subject, Findings& found) {
  for (std::size_t b = 0; b < subject.crossings.benchmarks.size(); ++b) {
    const BenchmarkCrossings& of = subject.crossings.benchmarks[b];
    for (const Crossing& crossing : of.crossings) look_at_crossing(subject, of, crossing, found);
    look_at_claims(subject, of, found);
    look_at_benchmark(subject, subject.data.benchmarks[b], of, found);
  }
}

}  // namespace gapcalc::audit
