// Crossings that are odd, and benchmarks that are out of date.

#include <fmt/format.h>

#include "audit/look.hpp"
#include "core/text.hpp"
#include "core/units.hpp"

namespace gapcalc::audit {
namespace {

/// As long as a benchmark may be without a new model of one group before its gaps are those of another time.
constexpr int stale_days = 365;

std::string who(const Crosser& crosser) { return fmt::format("{} ({})", crosser.model, to_string(crosser.date)); }

/// A finding on a crossing that both groups reached.
void add(const Subject& subject, const BenchmarkCrossings& of, const Crossing& crossing, Code code,
         const std::string& what, Findings& found) {
  Finding one = finding(code, of.benchmark.id, crossing.open->model,
                        fmt::format("at {}, {}", threshold_text(crossing.threshold, of.benchmark.unit), what));
  if (crossing.open->record_file != no_index) one.file = subject.data.files[crossing.open->record_file].path;
  one.line = crossing.open->record_line;
  one.rows = 2;  // of the closed and of the open model
  one.gaps = crossing.status == Status::accepted ? 1 : 0;
  found.push_back(std::move(one));
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
    look_at_benchmark(subject, subject.data.benchmarks[b], of, found);
  }
}

}  // namespace gapcalc::audit
