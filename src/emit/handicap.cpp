// How the headline falls with what open models are given.

#include <fmt/format.h>

#include <algorithm>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/figure_parts.hpp"
#include "emit/filters.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using infer::HandicapPoint;
using infer::HandicapSweep;
using infer::SpecifiedLevel;

/// Series that fit in 80 columns.
constexpr std::size_t most_series = 6;
constexpr double points_of_one = 100;

/// `+2.0 points`, `+0.20` on the logit.
std::string shift_words(double shift, Handicap::Scale scale) {
  return scale == Handicap::Scale::points ? fmt::format("{:+.1f} points", shift * points_of_one)
                                          : fmt::format("{:+.2f} on the logit", shift);
}

std::string why_not(std::string_view reason, const HandicapSweep& sweep) {
  if (reason == "not_above") return "the private gap is not the longer one";
  if (reason == "beyond") return fmt::format("not even {} would", shift_words(sweep.points.back().shift, sweep.scale));
  return "a series has no level";
}

std::string sweep_csv(const HandicapSweep& sweep) {
  CsvWriter out(csv_header("handicap.csv"));
  for (const HandicapPoint& point : sweep.points)
    for (const SpecifiedLevel& one : point.series)
      out.number(point.shift)
          .cell(name(sweep.scale))
          .cell(one.series)
          .count(one.n_datapoints)
          .date(one.date)
          .number(one.level)
          .number(one.change)
          .cell(one.reason)
          .end_row();
  return out.take();
}

std::string sweep_json(const HandicapSweep& sweep, const Source& from) {
  Json rows = Json::array();
  for (const HandicapPoint& point : sweep.points)
    for (const SpecifiedLevel& one : point.series) {
      Json row = {{"shift", point.shift}};
      row.update(level_json(one));
      for (const char* const of_band : {"low_months", "high_months"}) row.erase(of_band);
      rows.push_back(std::move(row));
    }
  Json document = head_json("handicap", from,
                            {"band", "show_band", "min_draw_mass", "simultaneous", "resamples", "confidence", "seed"});
  document.update({{"scale", name(sweep.scale)},
                   {"levels", std::move(rows)},
                   {"explains_on_all", number_json(sweep.explains_on_all)},
                   {"reason_on_all", text_json(sweep.reason_on_all)},
                   {"explains_on_private", number_json(sweep.explains_on_private)},
                   {"reason_on_private", text_json(sweep.reason_on_private)},
                   {"notes", sweep.notes}});
  return to_text(document);
}

}  // namespace

Table handicap_table(const HandicapSweep& sweep, const Names& who) {
  Table table{
      fmt::format("The gap now where {} models get a handicap, in months", who.follower_word), {{"handicap"}}, {}};
  const std::size_t n = std::min(sweep.series.size(), most_series);
  for (std::size_t s = 0; s < n; ++s) table.columns.push_back({sweep.series[s], true});
  for (const HandicapPoint& point : sweep.points) {
    std::vector<std::string> cells{shift_words(point.shift, sweep.scale)};
    for (std::size_t s = 0; s < n; ++s)
      cells.push_back(point.series[s].level ? one_decimal(*point.series[s].level) : "n/a");
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string handicap_words(const HandicapSweep& sweep, const Names& who) {
  const auto say = [&](std::optional<double> shift, std::string_view reason) {
    return shift ? fmt::format("{} would", shift_words(*shift, sweep.scale)) : why_not(reason, sweep);
  };
  return fmt::format(
      "What would explain that the private gap is longer than the public one, if {} models had been served worse "
      "than they were built? On private benchmarks alone: {}. On all benchmarks: {}.",
      who.follower_word, say(sweep.explains_on_private, sweep.reason_on_private),
      say(sweep.explains_on_all, sweep.reason_on_all));
}

Json handicap_figure(const HandicapSweep& sweep, const Names& who) {
  const bool points = sweep.scale == Handicap::Scale::points;
  Json figure = figure_template("handicap", who);
  Json rows = Json::array();
  for (const HandicapPoint& point : sweep.points)
    for (const SpecifiedLevel& one : point.series)
      if (one.level)
        rows.push_back({{"series", one.series},
                        {"shift", points ? point.shift * points_of_one : point.shift},
                        {"level", *one.level},
                        {"date", to_string(*one.date)},
                        {"gaps", one.n_datapoints}});
  set_title(figure,
            fmt::format("The gap now, if {} models had been served worse than they were built", who.follower_word),
            handicap_words(sweep, who), 95);
  figure["datasets"] = {{"levels", std::move(rows)}};
  for (const std::string& series : sweep.series)  // others have colours by the library
    if (series != "all" && series != "public" && series != "private") figure["encoding"]["color"].erase("scale");
  figure["/encoding/x/title"_json_pointer] =
      fmt::format("Added to {} of {} models{}", points ? "every score" : "the logit of every score", who.follower_word,
                  points ? ", points" : "");
  return figure;
}

std::string handicap(const HandicapSweep& sweep, const Source& from, std::string_view format, const Style& style) {
  if (format == "csv") return sweep_csv(sweep);
  if (format == "json") return sweep_json(sweep, from);
  const Names who = names(from.options.cross);
  if (format == "vega-lite") return to_text(handicap_figure(sweep, who));
  std::vector<Block> page{{handicap_words(sweep, who), {}},
                          {{}, handicap_table(sweep, who)},
                          {"Each level is at the last date that has one, which may differ; --format csv has dates and "
                           "numbers of gaps. Scores of the other group stay as they are.",
                           {}}};
  for (const std::string& note : sweep.notes) page.push_back({fmt::format("Note: {}.", note), {}});
  return render(with_filters(std::move(page), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
