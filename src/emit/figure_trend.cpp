#include <fmt/format.h>

#include <algorithm>

#include "emit/figure_parts.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// Names of milestones stand at least this share of the time axis apart, so that none covers another.
constexpr double label_distance = 0.021;

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
  figure["/layer/4/encoding/color/scale"_json_pointer] = series_colours(trends);
  figure["/layer/5/encoding/shape/legend/values"_json_pointer] = access;
  drop_missing_intervals(figure, figure["datasets"]["levels"]);
  return figure;
}

}  // namespace gapcalc::emit
