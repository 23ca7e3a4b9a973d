// Who was first on either side of each bar of a timeline, by full name.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/display.hpp"
#include "emit/canvas.hpp"
#include "emit/headline.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

bool same_line(const Crossing& a, const Crossing& b) {
  const auto same = [](const Crosser& x, const Crosser& y) { return x.model == y.model && x.date == y.date; };
  return same(a.closed, b.closed) && a.open.has_value() == b.open.has_value() && (!a.open || same(*a.open, *b.open)) &&
         a.status == b.status && a.reason == b.reason;
}

/// Two lines for the thresholds of one pair of models: who was first in either group, the gap, and its status.
class CrosserList {
 public:
  CrosserList(const BenchmarkCrossings& of, const Names& who, Date as_of, const Style& style)
      : of_(of), who_(who), as_of_(as_of), style_(style) {
    for (const Crossing& crossing : of.crossings) {
      score_ = std::max({score_, score_text(crossing.closed.score, of.benchmark.unit).size(),
                         crossing.open ? score_text(crossing.open->score, of.benchmark.unit).size() : 0});
      label_ = std::max(label_, months_text(crossing, as_of).size() + std::string_view(" months").size());
    }
    for (const auto& [low, high] : runs()) label_ = std::max(label_, thresholds(low, high).size());
  }

  std::string text() {
    const auto all = runs();
    const TimelineMarks mark = timeline_marks(who_, style_.unicode);
    for (auto run = all.rbegin(); run != all.rend(); ++run) {
      const Crossing& crossing = *run->second;
      const bool pale = style_.colour && crossing.status != Status::accepted;
      if (pale) text_ += escape_of(Ink::dim);
      add(thresholds(run->first, run->second), mark.leader, &crossing.closed, {});
      add(months_text(crossing, as_of_) + " months", mark.follower, crossing.open ? &*crossing.open : nullptr,
          status(crossing));
      if (pale) text_ += "\033[0m";
    }
    return std::move(text_);
  }

 private:
  using Run = std::pair<const Crossing*, const Crossing*>;

  /// Thresholds in a row with the same models, status and reason: the lowest and the highest.
  std::vector<Run> runs() const {
    std::vector<Run> result;
    for (const Crossing& crossing : of_.crossings) {
      if (!result.empty() && same_line(*result.back().second, crossing))
        result.back().second = &crossing;
      else
        result.emplace_back(&crossing, &crossing);
    }
    return result;
  }

  std::string thresholds(const Crossing* low, const Crossing* high) const {
    const std::string top = threshold_text(high->threshold, of_.benchmark.unit);
    return low == high ? top : fmt::format("{} to {}", threshold_text(low->threshold, of_.benchmark.unit), top);
  }

  /// Why a crossing does not count, or what is unusual about one that does.
  std::string status(const Crossing& crossing) const {
    constexpr std::array<std::string_view, 3> usual = {"listed", "above_floor", "unreviewed"};
    if (!crossing.open || std::find(usual.begin(), usual.end(), crossing.reason_code()) != usual.end()) return {};
    const auto kept = std::find_if(of_.crossings.begin(), of_.crossings.end(), [&](const Crossing& other) {
      return other.status == Status::accepted && other.closed.model == crossing.closed.model &&
             other.open->model == crossing.open->model;
    });
    if (crossing.status == Status::duplicate && kept != of_.crossings.end())
      return fmt::format("{} (counts at {})", name(crossing.status),
                         threshold_text(kept->threshold, of_.benchmark.unit));
    return fmt::format("{} ({})", name(crossing.status), crossing.reason);
  }

  /// `4.1 months  ○ 2023-07-18  26.3%  Llama-2-70b  rejected (not_listed)`; the name and the remark in lines of their
  /// own where they have no room.
  void add(const std::string& label, std::string_view mark, const Crosser* who, const std::string& remark) {
    constexpr std::size_t hang = 2, least = 8;  // behind the mark; columns, if thresholds have numbers that long
    const std::size_t indent = label_ + 2, width = static_cast<std::size_t>(style_.width);
    std::string line = fmt::format("{:<{}}{} ", label, indent, mark);
    const auto append = [&](const std::string& part) {
      if (display_width(line) + 2 + display_width(part) <= width) {
        line += "  " + part;
        return;
      }
      for (const std::string& piece : fold(part, std::max(width, indent + hang + least) - indent - hang)) {
        text_ += line + '\n';
        line = std::string(indent + hang, ' ') + piece;
      }
    };
    if (who == nullptr) {
      line += "none so far";
    } else {
      line += fmt::format("{}  {:>{}}", to_string(who->date), score_text(who->score, of_.benchmark.unit), score_);
      append(printable(who->model));
    }
    if (!remark.empty()) append(printable(remark));
    text_ += line + '\n';
  }

  const BenchmarkCrossings& of_;
  const Names& who_;
  Date as_of_;
  const Style& style_;
  std::size_t score_ = 0, label_ = 0;
  std::string text_;
};

}  // namespace

std::string timeline_list(const BenchmarkCrossings& of, const CrossOptions& options, Date as_of, const Style& style) {
  const Names who = names(options);
  return CrosserList(of, who, as_of, style).text();
}

}  // namespace gapcalc::emit
