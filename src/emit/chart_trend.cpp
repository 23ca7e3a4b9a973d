// Months behind over time, drawn with characters.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/canvas.hpp"
#include "emit/headline.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// How one series is told from the others, with and without colour.
struct Pen {
  std::string_view flat, steep;                             ///< parts of the line
  std::string_view up_end, up_begin, down_begin, down_end;  ///< its corners: ╯ ╭ ╮ ╰
  std::string_view datapoint;
  Ink ink;
};
constexpr std::array<Pen, 3> unicode_pens = {{{"─", "│", "╯", "╭", "╮", "╰", "•", Ink::first},
                                              {"═", "║", "╝", "╔", "╗", "╚", "*", Ink::second},
                                              {"━", "┃", "┛", "┏", "┓", "┗", "+", Ink::third}}};
constexpr std::array<Pen, 3> ascii_pens = {{{"o", "o", "o", "o", "o", "o", "*", Ink::first},
                                            {"x", "x", "x", "x", "x", "x", "+", Ink::second},
                                            {"v", "v", "v", "v", "v", "v", "@", Ink::third}}};

struct Drawn {
  const Trend* trend;
  Pen pen;
};

/// Where the chart has its parts.
struct TrendFrame {
  TimeAxis time;
  Scale months;
  int left;  ///< column of the first date
};

bool in_series(const Datapoint& datapoint, const Trend& trend) {
  return trend.split == "none" || datapoint.access == trend.series;
}

/// The access series, or `all` where there are none.
std::vector<Drawn> drawn_series(const Analysis& analysis, bool unicode) {
  std::vector<Drawn> result;
  for (const std::string_view split : {"access", "none"}) {
    for (const Trend& trend : analysis.trends)
      if (trend.split == split && result.size() < unicode_pens.size())
        result.push_back({&trend, (unicode ? unicode_pens : ascii_pens)[result.size()]});
    if (!result.empty()) break;
  }
  return result;
}

/// A figure of a trend at a date, on the straight line between the grid points around it; empty where one of them does
/// not have it.
std::optional<double> value_at(const Trend& trend, Date date, std::optional<double> TrendPoint::*figure) {
  const auto& points = trend.points;
  const auto after =
      std::lower_bound(points.begin(), points.end(), date, [](const TrendPoint& p, Date d) { return p.date < d; });
  if (after == points.end()) return std::nullopt;
  if (after->date == date || !((*after).*figure)) return (*after).*figure;
  if (after == points.begin() || !(after[-1].*figure)) return std::nullopt;
  const double share = static_cast<double>(date.days - after[-1].date.days) / (after->date.days - after[-1].date.days);
  return *(after[-1].*figure) * (1 - share) + *((*after).*figure) * share;
}

/// `5`, or `0.5` where steps are no whole numbers.
std::string label(const Scale& months, double value) {
  return months.step < 1 ? one_decimal(value) : fmt::format("{:.0f}", value);
}

/// Where levels, bands and datapoints lie. A datapoint far from all levels does not squeeze them: the scale ends at
/// half as much again as they need.
TrendFrame frame_of(const Analysis& analysis, const std::vector<Drawn>& series, int width, int right) {
  Date first = analysis.crossings.datapoints.front().open.date, last = first;
  double low = 0, high = 0, farthest = 0, lowest = 0;
  for (const Datapoint& datapoint : analysis.crossings.datapoints) {
    first = std::min(first, datapoint.open.date);
    last = std::max(last, datapoint.open.date);
    farthest = std::max(farthest, datapoint.gap_months());
    lowest = std::min(lowest, datapoint.gap_months());
  }
  for (const Drawn& one : series) {
    for (const TrendPoint& point : one.trend->points) {
      for (const auto& value : {point.level, point.low, point.high}) {
        low = std::min(low, value.value_or(0));
        high = std::max(high, value.value_or(0));
      }
    }
  }
  constexpr double spare = 1.5;
  const double span = high > low ? spare * (high - low) : farthest - lowest;
  high = std::max(high, std::min(farthest, low + span));
  low = std::min(low, std::max(lowest, high - span));
  const Scale months = scale(low, high);
  std::size_t label_width = 0;
  for (const double value : months.labelled()) label_width = std::max(label_width, label(months, value).size());
  const int left = static_cast<int>(label_width) + 2;
  return {time_axis(first, last, width - left - right), months, left};
}

void draw_scale(Canvas& canvas, const TrendFrame& frame, bool unicode) {
  for (int row = 0; row < frame.months.rows(); ++row) canvas.write(frame.left - 1, row, unicode ? "│" : "|", Ink::dim);
  for (const double value : frame.months.labelled()) {
    const std::string text = label(frame.months, value);
    const int row = frame.months.row(value);
    canvas.write(frame.left - 1 - static_cast<int>(text.size()), row, text);
    canvas.write(frame.left - 1, row, unicode ? "┤" : "+", Ink::dim);
    if (value == 0 && frame.months.lowest < 0)  // below it, the open model was first
      for (int c = 0; c < frame.time.columns; ++c) canvas.write(frame.left + c, row, unicode ? "╌" : "-", Ink::dim);
  }
}

/// Shades the bands; where two lie over each other, darker.
void draw_bands(Canvas& canvas, const TrendFrame& frame, const std::vector<Drawn>& series, bool unicode) {
  for (int c = 0; c < frame.time.columns; ++c) {
    std::vector<int> over(static_cast<std::size_t>(frame.months.rows()), 0);
    for (const Drawn& one : series) {
      const auto low = value_at(*one.trend, frame.time.date(c), &TrendPoint::low);
      const auto high = value_at(*one.trend, frame.time.date(c), &TrendPoint::high);
      if (!low || !high) continue;
      const int top = std::max(frame.months.row(*high), 0);
      const int bottom = std::min(frame.months.row(*low), frame.months.rows() - 1);
      for (int row = top; row <= bottom; ++row) {
        const bool first = over[static_cast<std::size_t>(row)]++ == 0;
        const std::string_view shade = first ? (unicode ? "░" : ".") : (unicode ? "▒" : ":");
        canvas.write(frame.left + c, row, shade, first ? one.pen.ink : Ink::dim);
      }
    }
  }
}

/// Returns how many lie above or below the scale: they are marked at its ends.
std::size_t draw_datapoints(Canvas& canvas, const TrendFrame& frame, const Analysis& analysis,
                            const std::vector<Drawn>& series, bool unicode) {
  std::size_t beyond = 0;
  for (const Drawn& one : series) {
    for (const Datapoint& datapoint : analysis.crossings.datapoints) {
      if (!in_series(datapoint, *one.trend)) continue;
      const int row = frame.months.row(datapoint.gap_months()), last = frame.months.rows() - 1;
      const bool above = row < 0;
      const bool below = row > last;
      if (above || below) ++beyond;
      const std::string_view arrow = above ? (unicode ? "↑" : "^") : (unicode ? "↓" : "_");
      canvas.write(frame.left + frame.time.column(datapoint.open.date), std::clamp(row, 0, last),
                   above || below ? arrow : one.pen.datapoint, one.pen.ink);
    }
  }
  return beyond;
}

/// A line from column to column, with a stroke up or down where the level changes rows.
void draw_level(Canvas& canvas, const TrendFrame& frame, const Drawn& one) {
  std::optional<int> before;
  const Pen& pen = one.pen;
  for (int c = 0; c < frame.time.columns; ++c) {
    const auto level = value_at(*one.trend, frame.time.date(c), &TrendPoint::level);
    const auto row = level ? std::optional(frame.months.row(*level)) : std::nullopt;
    if (row && before && *row != *before) {
      const bool up = *row < *before;
      for (int r = std::min(*row, *before) + 1; r < std::max(*row, *before); ++r)
        canvas.write(frame.left + c, r, pen.steep, pen.ink);
      canvas.write(frame.left + c, *before, up ? pen.up_end : pen.down_begin, pen.ink);
      canvas.write(frame.left + c, *row, up ? pen.up_begin : pen.down_end, pen.ink);
    } else if (row) {
      canvas.write(frame.left + c, *row, pen.flat, pen.ink);
    }
    before = row;
  }
}

/// `public 6.5`, beside the end of the line.
std::string end_label(const Drawn& one) {
  if (!one.trend->current) return {};
  return fmt::format("{} {}", one.trend->series, one_decimal(*one.trend->points[*one.trend->current].level));
}

/// Each beside the end of its line, or as near to it as the others let it.
void draw_end_labels(Canvas& canvas, const TrendFrame& frame, std::vector<Drawn> series) {
  std::erase_if(series, [](const Drawn& one) { return !one.trend->current; });
  const auto level = [](const Drawn& one) { return *one.trend->points[*one.trend->current].level; };
  std::stable_sort(series.begin(), series.end(), [&](const Drawn& a, const Drawn& b) { return level(a) > level(b); });
  int free = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const int lowest = frame.months.rows() - static_cast<int>(series.size() - i);
    const int row = std::clamp(frame.months.row(level(series[i])), std::min(free, lowest), lowest);
    canvas.write(frame.left + frame.time.columns + 1, row, end_label(series[i]), series[i].pen.ink);
    free = row + 1;
  }
}

/// A line of the legend: which marks are whose, and its value now.
std::string legend_of(const Drawn& one, const Analysis& analysis, const Style& style) {
  const Trend& trend = *one.trend;
  std::string text = trend.series;
  if (trend.current) {
    const TrendPoint& now = trend.points[*trend.current];
    text += fmt::format(": {} months in {}", one_decimal(*now.level), month_name(now.date));
    if (now.low)
      text += fmt::format(" ({:.4g}% band {} to {})", analysis.options.smooth.confidence * 100, one_decimal(*now.low),
                          one_decimal(*now.high));
  } else {
    text += ": no level";
  }
  const std::string mark = fmt::format("{0}{0}{0} {1}", one.pen.flat, one.pen.datapoint);
  constexpr std::size_t indent = 6;
  std::string lines = wrap(text, static_cast<std::size_t>(style.width) - indent);
  for (std::size_t at = lines.find('\n'); at != lines.npos; at = lines.find('\n', at + 1))
    lines.insert(at + 1, indent, ' ');
  const std::string_view ink = style.colour ? escape_of(one.pen.ink) : "";
  return fmt::format("{}{}{} {}\n", ink, mark, ink.empty() ? "" : "\033[0m", lines);
}

std::string legend(const std::vector<Drawn>& series, const Analysis& analysis, std::size_t beyond, const Style& style) {
  std::string text;
  for (const Drawn& one : series) text += legend_of(one, analysis, style);
  const auto n_bands = std::count_if(series.begin(), series.end(), [](const Drawn& one) {
    return std::any_of(one.trend->points.begin(), one.trend->points.end(),
                       [](const TrendPoint& p) { return p.low.has_value(); });
  });
  std::string keys = "line: smoothed level;";
  for (const Drawn& one : series) keys += fmt::format(" {}", one.pen.datapoint);
  keys += fmt::format(": one gap, at the release of its {} model", names(analysis.options.cross).follower_word);
  if (n_bands > 0)
    keys += fmt::format("; {}: {:.4g}% band", style.unicode ? "░" : ".", analysis.options.smooth.confidence * 100);
  if (n_bands > 1) keys += fmt::format("; {}: two bands", style.unicode ? "▒" : ":");
  if (beyond > 0) keys += fmt::format("; {}: {} beyond the scale", style.unicode ? "↑ ↓" : "^ _", beyond);
  return text + wrap(keys + ".", static_cast<std::size_t>(style.width)) + '\n';
}

}  // namespace

std::string trend_chart(const Analysis& analysis, const Style& style) {
  const std::vector<Drawn> series = drawn_series(analysis, style.unicode);
  if (series.empty() || analysis.crossings.datapoints.empty()) return "No chart: there are no accepted gaps.\n";
  std::size_t right = label_room;
  for (const Drawn& one : series) right = std::max(right, end_label(one).size() + 1);
  const TrendFrame frame = frame_of(analysis, series, style.width, static_cast<int>(right));
  Canvas canvas(style.width, frame.months.rows() + 2);
  draw_bands(canvas, frame, series, style.unicode);
  draw_scale(canvas, frame, style.unicode);
  const std::size_t beyond = draw_datapoints(canvas, frame, analysis, series, style.unicode);
  for (const Drawn& one : series) draw_level(canvas, frame, one);
  draw_end_labels(canvas, frame, series);
  draw(canvas, frame.time, frame.left, frame.months.rows(), style.unicode);
  const Names who = names(analysis.options.cross);
  const std::string title = join(fold(fmt::format("How many months {} are behind {}", who.follower, who.leader),
                                      static_cast<std::size_t>(style.width)),
                                 "\n");
  return fmt::format("{}{}{}\n{}{}", style.colour ? escape_of(Ink::bold) : "", title, style.colour ? "\033[0m" : "",
                     canvas.text(style.colour), legend(series, analysis, beyond, style));
}

}  // namespace gapcalc::emit
