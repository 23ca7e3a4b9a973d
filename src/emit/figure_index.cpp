#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "emit/figure_parts.hpp"
#include "emit/index_parts.hpp"

namespace gapcalc::emit {
namespace {

using latent::Frontier;
using latent::FrontierStep;
using latent::Index;

void add_models(const Index& index, const latent::LatentGaps& gaps, Json& rows) {
  const auto is_record = [&](std::uint32_t m) {
    const auto same = [&](const FrontierStep& step) { return step.model == m; };
    return std::any_of(gaps.fitted.open.begin(), gaps.fitted.open.end(), same) ||
           std::any_of(gaps.fitted.closed.begin(), gaps.fitted.closed.end(), same);
  };
  for (std::uint32_t m = 0; m < index.models.size(); ++m) {
    const latent::IndexedModel& model = index.models[m];
    if (model.index < lowest_shown(gaps) || model.date > gaps.to ||
        (model.weights != Weights::open && model.weights != Weights::closed))
      continue;
    rows.push_back({{"model", model.name},
                    {"weights", class_of(model.weights)},
                    {"date", to_string(model.date)},
                    {"day", to_string(model.date)},
                    {"index", model.index},
                    {"low", number_json(model.low)},
                    {"high", number_json(model.high)},
                    {"interval", model.is_anchor ? "none: it fixes the scale" : interval_text(model.low, model.high)},
                    {"record", is_record(m)}});
  }
}

/// The last one lasts until the end.
void add_steps(const Frontier& frontier, Weights weights, Date end, Json& rows) {
  const auto add = [&](Date date, double index) {
    rows.push_back({{"weights", class_of(weights)}, {"date", to_string(date)}, {"index", index}});
  };
  for (const FrontierStep& step : frontier) add(step.date, step.index);
  if (!frontier.empty()) add(end, frontier.back().index);
}

/// A length is written where it covers no other: where it stands away from those before, by shares of the time shown
/// and of the points that the records are apart.
void add_gaps(const Index& index, const latent::LatentGaps& gaps, Json& rows) {
  constexpr double days_apart = 0.035, points_apart = 0.055;
  const double days = gaps.to.days - gaps.from.days;
  const double points = gaps.fitted.open.empty() ? 0 : gaps.fitted.open.back().index - gaps.fitted.open.front().index;
  std::vector<const FrontierStep*> written;
  for (const FrontierStep& open : gaps.fitted.open) {
    const FrontierStep* closed = latent::first_at(gaps.fitted.closed, open.index);
    if (closed == nullptr || open.date < gaps.from) continue;
    const bool free = std::none_of(written.begin(), written.end(), [&](const FrontierStep* other) {
      return open.date.days - other->date.days < days_apart * days && open.index - other->index < points_apart * points;
    });
    if (free) written.push_back(&open);
    const std::string length = one_decimal(months(open.date.days - closed->date.days));
    rows.push_back({{"open_model", index.models[open.model].name},
                    {"open_date", to_string(open.date)},
                    {"closed_model", index.models[closed->model].name},
                    {"closed_date", to_string(closed->date)},
                    {"index", open.index},
                    {"label", length + " months"},
                    {"short_label", free ? length : ""}});
  }
}

}  // namespace

double lowest_shown(const latent::LatentGaps& gaps) {
  constexpr double below = 15, round = 5;
  double lowest = gaps.fitted.closed.front().index;
  if (!gaps.fitted.open.empty()) lowest = std::min(lowest, gaps.fitted.open.front().index);
  return round * std::floor((lowest - below) / round);
}

Json index_figure(const Index& index, const latent::LatentGaps& gaps) {
  Json figure = figure_template("index", {});
  Json models = Json::array(), steps = Json::array(), lengths = Json::array();
  add_models(index, gaps, models);
  add_steps(gaps.fitted.closed, Weights::closed, gaps.to, steps);
  add_steps(gaps.fitted.open, Weights::open, gaps.to, steps);
  add_gaps(index, gaps, lengths);
  Json records = Json::array();
  for (const Json& model : models)
    if (model["record"] == true) records.push_back(model);
  drop_missing_intervals(figure, records);
  set_title(figure, "The best closed and the best open model on the capability index",
            fmt::format("By release date, up to {}. Bars: months from the first closed model with the index of each "
                        "open record to that record. Faint: other models with an index of {} or more.",
                        to_string(gaps.to), lowest_shown(gaps)),
            95);
  figure["datasets"] = {{"models", models}, {"steps", steps}, {"gaps", lengths}};
  return figure;
}

}  // namespace gapcalc::emit
