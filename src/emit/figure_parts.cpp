#include "emit/figure_parts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "core/builtin.hpp"
#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/layout.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

Json lines_of(std::string_view text, std::size_t width) {
  Json lines = Json::array();
  const std::string wrapped = wrap(text, width);
  for (const std::string_view line : split(wrapped, '\n')) lines.push_back(line);
  return lines;
}

std::string who(const Crosser& crosser, Unit unit) {
  return fmt::format("{} ({}, {})", crosser.model, to_string(crosser.date), amount(crosser.score, unit));
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

Json crossing_facts(const Crossing& crossing, const Benchmark& benchmark, Date as_of) {
  const auto days = crossing.gap_days();
  const auto source = [](const std::string& text) { return text.empty() ? std::string("not given") : text; };
  return {{"benchmark", benchmark.title},
          {"threshold", threshold_text(crossing.threshold, benchmark.unit)},
          {"gap", days ? fmt::format("{} months ({} days)", one_decimal(months(*days)), *days)
                       : fmt::format("{} months so far", one_decimal(months(as_of.days - crossing.closed.date.days)))},
          {"closed", who(crossing.closed, benchmark.unit)},
          {"closed_source", source(crossing.closed.source)},
          {"open", crossing.open ? who(*crossing.open, benchmark.unit) : std::string("none yet")},
          {"open_source", crossing.open ? source(crossing.open->source) : std::string("-")},
          {"status", name(crossing.status)},
          {"reason", crossing.reason.empty() ? std::string(name(crossing.status)) : crossing.reason}};
}

std::vector<const BenchmarkCrossings*> crossed(const Analysis& analysis) {
  std::vector<const BenchmarkCrossings*> result;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    if (!of.crossings.empty()) result.push_back(&of);
  return result;
}

}  // namespace gapcalc::emit
