// The delay timeline of one benchmark, drawn with characters.

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/display.hpp"
#include "emit/canvas.hpp"
#include "emit/layout.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

/// Columns of the parts: threshold, bar, months, reason.
struct TimelineFrame {
  TimeAxis time;
  int left, months_end, reason;  ///< first column of the bars, column behind the months, first column of the reason
};

/// What stands at the end of a row that is not accepted, or accepted with the follower first.
std::string remark(const Crossing& crossing, const Names& who) {
  if (crossing.status == Status::still_open) return {};
  if (crossing.status != Status::accepted) return std::string(crossing.reason_code());
  return *crossing.gap_days() < 0 ? who.follower_column + " first" : std::string{};
}

TimelineFrame frame_of(const BenchmarkCrossings& of, const Names& who, Date as_of, int width) {
  std::size_t threshold = 0, months = 0, reason = 0;
  Date first = as_of, last{};
  for (const Crossing& crossing : of.crossings) {
    threshold = std::max(threshold, threshold_text(crossing.threshold, of.benchmark.unit).size());
    months = std::max(months, months_text(crossing, as_of).size());
    reason = std::max(reason, remark(crossing, who).size());
    first = std::min({first, crossing.closed.date, crossing.open ? crossing.open->date : first});
    last = std::max({last, crossing.closed.date, crossing.open ? crossing.open->date : as_of});
  }
  const int left = static_cast<int>(threshold) + 1, numbers = static_cast<int>(std::max(months, std::size_t{6})) + 1;
  constexpr int least_bars = 20;
  int behind = reason > 0 ? static_cast<int>(reason) + 1 : 0;
  if (width - left - numbers - behind < least_bars) behind = 0;  // the list below has the reasons too
  const int columns = width - left - numbers - behind;
  return {time_axis(first, last, columns), left, left + columns + numbers,
          behind > 0 ? left + columns + numbers + 1 : width};
}

bool in_one_column(const TimelineFrame& frame, const Crossing& crossing) {
  return crossing.open && frame.time.column(crossing.closed.date) == frame.time.column(crossing.open->date);
}

void draw_bar(Canvas& canvas, const TimelineFrame& frame, int row, const Crossing& crossing, Date as_of,
              const TimelineMarks& mark) {
  const bool accepted = crossing.status == Status::accepted;
  const Ink ink = accepted ? Ink::first : Ink::dim;
  const int from = frame.left + frame.time.column(crossing.closed.date);
  const int to = frame.left + frame.time.column(crossing.open ? crossing.open->date : as_of);
  for (int c = std::min(from, to) + 1; c < std::max(from, to); ++c)
    canvas.write(c, row, accepted ? mark.strong : mark.pale, ink);
  canvas.write(to, row, crossing.open ? mark.follower : mark.arrow, ink);
  canvas.write(from, row, in_one_column(frame, crossing) ? mark.both : mark.leader, ink);
}

std::string legend(const BenchmarkCrossings& of, const TimelineFrame& frame, const Names& who,
                   const TimelineMarks& mark, Date as_of) {
  const auto any = [&](auto holds) { return std::any_of(of.crossings.begin(), of.crossings.end(), holds); };
  std::string text = fmt::format("{} first {} model, {} first {} model", mark.leader, who.leader_word, mark.follower,
                                 who.follower_word);
  if (any([&](const Crossing& c) { return in_one_column(frame, c); }))
    text += fmt::format(", {} both, too close to draw apart", mark.both);
  if (any([](const Crossing& c) { return c.status == Status::accepted; }))
    text += fmt::format("; {0}{0}{0} accepted gap", mark.strong);
  if (any([](const Crossing& c) { return c.open && c.status != Status::accepted; }))
    text += fmt::format("; {0}{0}{0} not counted, and why", mark.pale);
  if (any([](const Crossing& c) { return !c.open; }))
    text += fmt::format("; {0}{0}{1} still open on {2}", mark.pale, mark.arrow, to_string(as_of));
  return text + ".";
}

}  // namespace

TimelineMarks timeline_marks(const Names& who, bool unicode) {
  if (unicode) return {"●", "○", "◎", "━", "┄", "▶"};
  if (who.leader_column == "leader") return {"l", "f", "*", "=", "-", ">"};
  return {"c", "o", "*", "=", "-", ">"};
}

std::string timeline_chart(const BenchmarkCrossings& of, const CrossOptions& options, Date as_of, const Style& style) {
  const Names who = names(options);
  const TimelineMarks mark = timeline_marks(who, style.unicode);
  const TimelineFrame frame = frame_of(of, who, as_of, style.width);
  const int n = static_cast<int>(of.crossings.size());
  Canvas canvas(style.width, n + 3);
  const auto right = [&](int end, int row, const std::string& text, Ink ink) {
    canvas.write(end - static_cast<int>(text.size()), row, text, ink);
  };
  right(frame.months_end, 0, "months", Ink::dim);
  for (int i = 0; i < n; ++i) {
    const Crossing& crossing = of.crossings[static_cast<std::size_t>(n - 1 - i)];
    const Ink ink = crossing.status == Status::accepted ? Ink::plain : Ink::dim;
    right(frame.left - 1, i + 1, threshold_text(crossing.threshold, of.benchmark.unit), ink);
    draw_bar(canvas, frame, i + 1, crossing, as_of, mark);
    right(frame.months_end, i + 1, months_text(crossing, as_of), ink);
    canvas.write(frame.reason, i + 1, remark(crossing, who), Ink::dim);
  }
  draw(canvas, frame.time, frame.left, n + 1, style.unicode);
  return canvas.text(style.colour) + wrap(legend(of, frame, who, mark, as_of), static_cast<std::size_t>(style.width)) +
         '\n';
}

}  // namespace gapcalc::emit
