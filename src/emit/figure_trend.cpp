#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "emit/figure_parts.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// Okabe and Ito's palette (Color Universal Design, 2008), told apart by the colour-blind; the classes of test items
/// always have the same ones.
constexpr std::string_view colour_public = "#0072B2", colour_private = "#D55E00", colour_all = "#555555";
constexpr std::array<std::string_view, 6> other_colours = {"#009E73", "#CC79A7", "#E69F00",
                                                           "#56B4E9", "#8A7000", "#000000"};

/// Names of milestones stand at least this share of the time axis apart, so that none covers another.
constexpr double label_distance = 0.021;

std::vector<const Trend*> shown_trends(const Analysis& analysis, std::string_view split) {
  if (split.empty()) {
    const auto own = std::find_if(analysis.trends.begin(), analysis.trends.end(),
                                  [](const Trend& trend) { return trend.split != name(Split::none); });
    split = own == analysis.trends.end() ? name(Split::none) : std::string_view(own->split);
  }
  std::vector<const Trend*> result;
  for (const Trend& trend : analysis.trends)
    if (trend.split == split && trend.current) result.push_back(&trend);
  return result;
}

/// The points of a trend that have a level. A run is a stretch of one kind of band; neighbours share the point between
/// them, so that no hole shows where a band turns thin.
void add_levels(const Trend& trend, const Names& who, Json& rows) {
  int run = 0;
  const TrendPoint* before = nullptr;
  const auto add = [&](const TrendPoint& point, BandState state) {
    const std::string band = point.low ? fmt::format("{} to {}{}", one_decimal(*point.low), one_decimal(*point.high),
                                                     point.band == BandState::thin ? " (thin)" : "")
                                       : std::string("none");
    rows.push_back({{"series", trend.id},
                    {"run", fmt::format("{} {}", trend.id, run)},
                    {"date", to_string(point.date)},
                    {"day", to_string(point.date)},
                    {"level", *point.level},
                    {"low", number_json(point.low)},
                    {"high", number_json(point.high)},
                    {"band", band},
                    {"band_state", name(state)},
                    {"carried_by", fmt::format("{} benchmarks, {} {} models", point.n_benchmarks, point.n_open_models,
                                               who.follower_word)}});
  };
  for (const TrendPoint& point : trend.points) {
    if (point.level) {
      if (before != nullptr && before->band != point.band) {
        ++run;
        add(*before, point.band);
      }
      add(point, point.band);
    } else if (before != nullptr) {
      ++run;
    }
    before = point.level ? &point : nullptr;
  }
}

Json gap_rows(const Analysis& analysis, Status status) {
  const Date as_of = analysis.crossings.as_of;
  Json rows = Json::array();
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    for (const Crossing& crossing : of.crossings) {
      if (crossing.status != status) continue;
      Json row = crossing_facts(crossing, of.benchmark, as_of);
      row["access"] = of.benchmark.access;
      row["date"] = to_string(crossing.open ? crossing.open->date : as_of);
      row["months"] = months(crossing.gap_days().value_or(as_of.days - crossing.closed.date.days));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// Those within the time shown, with the day above which the name stands: pushed apart, the later to the right, and
/// back to the left where they would leave the axis.
Json milestone_rows(const std::vector<Milestone>& milestones, Date first, Date last) {
  std::vector<const Milestone*> shown;
  for (const Milestone& milestone : milestones)
    if (milestone.date >= first && milestone.date <= last) shown.push_back(&milestone);
  const double distance = label_distance * (last.days - first.days);
  std::vector<double> label(shown.size());
  double free_from = first.days;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    label[i] = std::max<double>(shown[i]->date.days, free_from);
    free_from = label[i] + distance;
  }
  double free_to = last.days;
  for (std::size_t i = shown.size(); i-- > 0;) {
    label[i] = std::min(label[i], free_to);
    free_to = label[i] - distance;
  }
  Json rows = Json::array();
  for (std::size_t i = 0; i < shown.size(); ++i)
    rows.push_back({{"name", shown[i]->name},
                    {"date", to_string(shown[i]->date)},
                    {"day", to_string(shown[i]->date)},
                    {"label_date", to_string(Date{static_cast<std::int32_t>(label[i])})}});
  return rows;
}

Json colours_of(const std::vector<const Trend*>& trends) {
  Json domain = Json::array(), range = Json::array();
  std::size_t next = 0;
  for (const Trend* trend : trends) {
    domain.push_back(trend->id);
    range.push_back(trend->series == "public"    ? colour_public
                    : trend->series == "private" ? colour_private
                    : trend->series == "all"     ? colour_all
                                                 : other_colours[next++ % other_colours.size()]);
  }
  return {{"domain", domain}, {"range", range}};
}

std::string subtitle(const Analysis& analysis, bool has_thin) {
  const Names who = names(analysis.options.cross);
  std::string text = fmt::format(
      "Each mark: how long after the first {} model the first {} model reached a score. Lines: smoothed level",
      who.leader_column, who.follower_column);
  if (analysis.options.smooth.band != BandKind::none)
    text +=
        fmt::format(", with {}{}", band_name(analysis.options.smooth), has_thin ? " (paler where few carry it)" : "");
  return text + fmt::format(". Hollow marks at the right: scores not reached yet. Releases up to {}.",
                            to_string(analysis.crossings.as_of));
}

}  // namespace

Json trend_figure(const Analysis& analysis, std::string_view split) {
  Json figure = figure_template("trend", names(analysis.options.cross));
  const std::vector<const Trend*> trends = shown_trends(analysis, split);
  Json levels = Json::array(), access = Json::array();
  bool has_thin = false;
  for (const Trend* trend : trends) {
    add_levels(*trend, names(analysis.options.cross), levels);
    has_thin = has_thin || std::any_of(trend->points.begin(), trend->points.end(),
                                       [](const TrendPoint& point) { return point.band == BandState::thin; });
  }
  Date first = analysis.crossings.as_of;
  for (const Datapoint& datapoint : analysis.crossings.datapoints) first = std::min(first, datapoint.open.date);
  for (const BenchmarkCrossings* of : crossed(analysis))
    if (std::find(access.begin(), access.end(), Json(of->benchmark.access)) == access.end())
      access.push_back(of->benchmark.access);
  set_title(figure, headline(analysis), subtitle(analysis, has_thin), 105);
  figure["datasets"] = {{"levels", levels},
                        {"gaps", gap_rows(analysis, Status::accepted)},
                        {"still_open", gap_rows(analysis, Status::still_open)},
                        {"milestones", milestone_rows(analysis.data.milestones, first, analysis.crossings.as_of)}};
  figure["/layer/4/encoding/color/scale"_json_pointer] = colours_of(trends);
  figure["/layer/5/encoding/shape/legend/values"_json_pointer] = access;
  return figure;
}

}  // namespace gapcalc::emit
