#include "emit/figure_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/builtin.hpp"
#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/layout.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

/// Okabe and Ito's palette (Color Universal Design, 2008), told apart by the colour-blind; the classes of test items
/// always have the same ones.
constexpr std::string_view colour_public = "#0072B2", colour_private = "#D55E00", colour_all = "#555555";
constexpr std::array<std::string_view, 6> other_colours = {"#009E73", "#CC79A7", "#E69F00",
                                                           "#56B4E9", "#8A7000", "#000000"};

Json lines_of(std::string_view text, std::size_t width) {
  Json lines = Json::array();
  const std::string wrapped = wrap(text, width);
  for (const std::string_view line : split(wrapped, '\n')) lines.push_back(line);
  return lines;
}

}  // namespace

Json figure_template(std::string_view name, const Names& who) {
  std::string text{builtin(fmt::format("figures/{}.vl.json", name))};
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{leader}", who.leader_column}, {"{follower}", who.follower_column}, {"{follower_word}", who.follower_word}};
  for (const auto& [placeholder, word] : words)
    for (std::size_t at = 0; (at = text.find(placeholder, at)) != text.npos; at += word.size())
      text.replace(at, placeholder.size(), word);
  Json figure = Json::parse(text);
  figure["config"] = Json::parse(builtin("figures/config.json"));
  return figure;
}

void set_title(Json& figure, std::string_view title, std::string_view subtitle, std::size_t width) {
  figure["title"]["text"] = lines_of(title, width);
  figure["title"]["subtitle"] = lines_of(subtitle, width * 4 / 3);  // smaller letters
  figure["description"] = fmt::format("{} {}", title, subtitle);
}

void drop_missing_intervals(Json& view, const Json& rows) {
  if (!view.contains("layer") ||
      std::any_of(rows.begin(), rows.end(), [](const Json& row) { return !row["low"].is_null(); }))
    return;
  Json& layers = view["layer"];
  layers.erase(std::remove_if(layers.begin(), layers.end(),
                              [](const Json& one) { return one.value("/encoding/y/field"_json_pointer, "") == "low"; }),
               layers.end());
  for (Json& inner : layers) drop_missing_intervals(inner, rows);
}

std::string amount(double score, Unit unit) {
  if (is_fraction(unit)) return fmt::format("{:g}%", std::round(score * 1000) / 10);
  const double rounded = std::round(score * 10) / 10;
  if (unit == Unit::minutes) return fmt::format("{:g} min", rounded);
  return fmt::format("{}{:.10g}", unit == Unit::usd ? "$" : "", rounded);
}

std::string shortened(std::string_view text, std::size_t most) {
  if (display_width(text) <= most) return std::string(text);
  const std::size_t head = (most - 1) * 2 / 3;
  std::size_t at = 0, width = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const std::size_t wider = width + width_of(next_code_point(text, next));
    if (wider > head) break;
    at = next;
    width = wider;
  }
  std::size_t tail = text.size();  // the shortest rest that is no wider than what is left
  for (std::size_t from = at; from < text.size();) {
    if (display_width(text.substr(from)) <= most - 1 - width) {
      tail = from;
      break;
    }
    next_code_point(text, from);
  }
  return fmt::format("{}…{}", text.substr(0, at), text.substr(tail));
}

std::string crosser_words(const Crosser& crosser, Unit unit) {
  return fmt::format("{} ({}, {})", crosser.model, to_string(crosser.date), amount(crosser.score, unit));
}

Json crossing_facts(const Crossing& crossing, const Benchmark& benchmark, Date as_of) {
  const auto days = crossing.gap_days();
  const auto source = [](const std::string& text) { return text.empty() ? std::string("not given") : text; };
  return {{"benchmark", benchmark.title},
          {"threshold", threshold_text(crossing.threshold, benchmark.unit)},
          {"gap", days ? fmt::format("{} months ({} days)", one_decimal(months(*days)), *days)
                       : fmt::format("{} months so far", one_decimal(months(as_of.days - crossing.closed.date.days)))},
          {"closed", crosser_words(crossing.closed, benchmark.unit)},
          {"closed_source", source(crossing.closed.source)},
          {"open", crossing.open ? crosser_words(*crossing.open, benchmark.unit) : std::string("none yet")},
          {"open_source", crossing.open ? source(crossing.open->source) : std::string("-")},
          {"status", name(crossing.status)},
          {"reason", crossing.reason.empty() ? std::string(name(crossing.status)) : crossing.reason}};
}

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

Json series_colours(const std::vector<const Trend*>& trends) {
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

std::vector<const BenchmarkCrossings*> crossed(const Analysis& analysis) {
  std::vector<const BenchmarkCrossings*> result;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    if (!of.crossings.empty()) result.push_back(&of);
  return result;
}

}  // namespace gapcalc::emit
