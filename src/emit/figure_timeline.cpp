#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/display.hpp"
#include "emit/figure_parts.hpp"
#include "emit/layout.hpp"
#include "emit/overview.hpp"

namespace gapcalc::emit {
namespace {

constexpr std::size_t longest_name = 30;  ///< columns; tooltips have the whole name
constexpr double pixels_a_column = 5.6;   ///< of the small letters beside a bar
constexpr double least_room = 12;         ///< pixels beside the outermost mark

struct Bar {
  Date left, right;
  std::string left_name, right_name;
};

Bar bar(const Crossing& crossing, Date as_of) {
  const std::string why = crossing.status == Status::accepted || crossing.status == Status::still_open
                              ? std::string()
                              : fmt::format(" [{}]", crossing.reason_code());
  const std::string closed = shortened(crossing.closed.model, longest_name);
  if (!crossing.open) return {crossing.closed.date, as_of, closed, ""};
  const std::string open = shortened(crossing.open->model, longest_name);
  if (crossing.open->date < crossing.closed.date)
    return {crossing.open->date, crossing.closed.date, open, closed + why};
  return {crossing.closed.date, crossing.open->date, closed, open + why};
}

/// The days that the axis must reach for the names beside the bars to have room, `pixels` wide.
std::pair<Date, Date> axis(const std::vector<Bar>& bars, double pixels) {
  Date first = bars.front().left, last = bars.front().right;
  for (const Bar& bar : bars) {
    first = std::min(first, bar.left);
    last = std::max(last, bar.right);
  }
  const auto room = [](const std::string& text) {
    return text.empty() ? least_room : least_room + pixels_a_column * static_cast<double>(display_width(text));
  };
  // A wider span makes each name take more days, so the span is found by repeating; it settles fast.
  double from = first.days, to = std::max(last.days, first.days + 1);
  constexpr int enough = 20;
  for (int i = 0; i < enough; ++i) {
    const double days_a_pixel = (to - from) / pixels;
    for (const Bar& bar : bars) {
      from = std::min(from, bar.left.days - room(bar.left_name) * days_a_pixel);
      to = std::max(to, bar.right.days + room(bar.right_name) * days_a_pixel);
    }
  }
  return {Date{static_cast<std::int32_t>(from)}, Date{static_cast<std::int32_t>(to)}};
}

std::string title(const BenchmarkCrossings& of, const Names& who, Date as_of) {
  const Crossing* latest = nullptr;
  std::size_t left = 0;
  for (const Crossing& crossing : of.crossings) {
    if (crossing.status == Status::still_open) ++left;
    if (crossing.status == Status::accepted && (latest == nullptr || crossing.open->date >= latest->open->date))
      latest = &crossing;
  }
  std::string text = of.benchmark.title + ": ";
  text += latest == nullptr
              ? std::string("no accepted gap")
              : fmt::format("the latest gap is {} months, at {}", one_decimal(months(*latest->gap_days())),
                            amount(latest->threshold, of.benchmark.unit));
  if (left > 0)
    text += fmt::format("; {} {} reached by {} models only, as of {}", left, left == 1 ? "score" : "scores",
                        who.leader_column, to_string(as_of));
  return text;
}

}  // namespace

Json timeline_figure(const Analysis& analysis, const BenchmarkCrossings& of) {
  const Date as_of = analysis.crossings.as_of;
  const Names who = names(analysis.options.cross);
  Json figure = figure_template("timeline", who);
  const Json groups = {who.leader_column, who.follower_column};
  std::vector<Bar> bars;
  Json crossings = Json::array(), ends = Json::array(), thresholds = Json::array(), domain = Json::array();
  for (const Crossing& crossing : of.crossings) {
    const Bar here = bars.emplace_back(bar(crossing, as_of));
    const auto days = crossing.gap_days();
    const bool strong = crossing.status == Status::accepted || crossing.status == Status::still_open;
    Json row = crossing_facts(crossing, of.benchmark, as_of);
    thresholds.insert(thresholds.begin(), row["threshold"]);
    Json end = row;
    row.update({{"strong", strong},
                {"left_date", to_string(here.left)},
                {"right_date", to_string(here.right)},
                {"middle_date", to_string(Date{here.left.days + (here.right.days - here.left.days) / 2})},
                {"left_name", here.left_name},
                {"right_name", here.right_name},
                {"label", days ? one_decimal(months(*days))
                               : fmt::format("{} so far", one_decimal(months(as_of.days - here.left.days)))}});
    crossings.push_back(std::move(row));
    end["strong"] = strong;
    const auto add_end = [&](const Crosser& crosser, std::size_t group) {
      end["group"] = groups[group];
      end["date"] = to_string(crosser.date);
      ends.push_back(end);
    };
    add_end(crossing.closed, 0);
    if (crossing.open) add_end(*crossing.open, 1);
  }
  if (!bars.empty()) {
    const auto [from, to] = axis(bars, figure["width"].get<double>());
    for (const Date end : {from, to}) domain.push_back({{"date", to_string(end)}, {"threshold", thresholds[0]}});
  }
  set_title(figure, title(of, who, as_of),
            fmt::format("Numbers: months from the first {} model at a score to the first {} one. Pale: does not count, "
                        "for the reason in brackets. Dashed: not reached yet.",
                        who.leader_column, who.follower_column),
            105);
  figure["datasets"] = {{"crossings", crossings}, {"ends", ends}, {"domain", domain}};
  figure["/encoding/y/sort"_json_pointer] = thresholds;
  figure["/layer/4/encoding/color/scale/domain"_json_pointer] = groups;
  figure["/layer/4/encoding/shape/scale/domain"_json_pointer] = groups;
  // A layer without rows has no extent, which Vega warns of.
  const std::size_t left = reached(of).left;
  if (left == 0) {
    figure["layer"].erase(3);
    figure["layer"].erase(2);
  }
  if (left == of.crossings.size()) figure["layer"].erase(1);
  return figure;
}

}  // namespace gapcalc::emit
