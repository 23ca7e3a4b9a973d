// The benchmarks: how far to trust each, and its timeline behind a click.

#include <fmt/format.h>

#include <algorithm>

#include "emit/figure_parts.hpp"
#include "emit/figures.hpp"
#include "emit/headline.hpp"
#include "emit/overview.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

/// Benchmarks have ids that come from data; elements of the page are numbered.
std::string timeline_id(std::size_t index) { return fmt::format("timeline-{}", index + 1); }

std::string verdict(const std::string& verdict) {
  return fmt::format("<span class=\"verdict {0}\">{0}</span>", html::text(verdict));
}

/// Who ran it, what to mind, and where it is.
std::string provenance_text(const Provenance& provenance) {
  std::string out = html::text(provenance.evaluator.empty() ? "not known" : provenance.evaluator);
  if (!provenance.caveat.empty()) out += fmt::format("<br><strong>Caveat:</strong> {}", html::text(provenance.caveat));
  if (const std::string_view host = html::host(provenance.link); !host.empty())
    out += "<br>" + html::link(provenance.link, host);
  return out;
}

std::vector<std::string> row(const BenchmarkCrossings& of, std::size_t index) {
  const Reached numbers = reached(of);
  const std::string title = html::text(of.benchmark.title);
  return {of.crossings.empty() ? title : fmt::format("<a href=\"#{}\">{}</a>", timeline_id(index), title),
          provenance_text(of.benchmark.provenance),
          access(of.benchmark.access),
          verdict(of.benchmark.provenance.verdict),
          std::to_string(of.n_open),
          std::to_string(of.n_closed),
          std::to_string(numbers.both),
          std::to_string(numbers.left),
          numbers.last ? one_decimal(months(*numbers.last->gap_days())) : "-",
          numbers.last ? month_name(numbers.last->open->date) : "-"};
}

/// What became of a crossing, for people.
std::string_view fate(Status status) {
  switch (status) {
    case Status::accepted: return "counts";
    case Status::duplicate: return "does not count: the same two models count at another score";
    case Status::rejected: return "does not count: rejected";
    case Status::needs_review: return "does not count: needs review";
    case Status::still_open: return "not reached yet";
  }
  return {};
}

html::Grid crossing_table(const BenchmarkCrossings& of, const Names& who, Date as_of) {
  const Unit unit = of.benchmark.unit;
  html::Grid table{fmt::format("First to reach each score of {}", of.benchmark.title),
                   {{"Score", true},
                    {fmt::format("First {}", who.leader_column)},
                    {"Released"},
                    {"Its score", true},
                    {fmt::format("First {}", who.follower_column)},
                    {"Released"},
                    {"Its score", true},
                    {"Months", true},
                    {"What it is"}},
                   {}};
  for (const Crossing& crossing : of.crossings) {
    const auto& open = crossing.open;
    const double so_far = months(as_of.days - crossing.closed.date.days);
    table.rows.push_back(
        {amount(crossing.threshold, unit), model(crossing.closed), to_string(crossing.closed.date),
         amount(crossing.closed.score, unit), open ? model(*open) : "none yet", open ? to_string(open->date) : "-",
         open ? amount(open->score, unit) : "-",
         open ? one_decimal(months(*crossing.gap_days())) : fmt::format("{} so far", one_decimal(so_far)),
         fmt::format("{} <small>{}</small>", fate(crossing.status), html::text(crossing.reason))});
  }
  return table;
}

/// `17 scores reached by both, 1 by closed models only; last gap 7.4 months in Jan 2026`.
std::string in_short(const BenchmarkCrossings& of, const Names& who) {
  const Reached numbers = reached(of);
  std::string text = fmt::format("{} reached by both", counted(numbers.both, "score"));
  if (numbers.left > 0) text += fmt::format(", {} by {} models only", numbers.left, who.leader_column);
  if (numbers.last != nullptr)
    text += fmt::format("; last gap {} months, in {}", one_decimal(months(*numbers.last->gap_days())),
                        month_name(numbers.last->open->date));
  return text;
}

std::string caption(const BenchmarkCrossings& of, const Names& who) {
  std::vector<int> days;
  for (const Crossing& crossing : of.crossings)
    if (crossing.status == Status::accepted) days.push_back(*crossing.gap_days());
  std::string text = fmt::format(
      "A row for each score: the bar runs from the release of the first {} model that reached it to that of the first "
      "{} one. {}: {}.",
      who.leader_column, who.follower_column, of.benchmark.title, in_short(of, who));
  if (!days.empty()) {
    const auto [least, most] = std::minmax_element(days.begin(), days.end());
    text += fmt::format(" {} {}, from {} to {} months. The others are pale.", counted(days.size(), "gap"),
                        days.size() == 1 ? "counts" : "count", one_decimal(months(*least)), one_decimal(months(*most)));
  }
  return text;
}

std::string timeline(const Context& context, const BenchmarkCrossings& of, std::size_t index) {
  const Names who = names(context.analysis.options.cross);
  const std::string id = timeline_id(index);
  const std::string inside = figure(context, {id,
                                              timeline_figure(context.analysis, of),
                                              caption(of, who),
                                              {"crossings"},
                                              crossing_table(of, who, context.analysis.crossings.as_of)});
  return fmt::format(
      "<details class=\"timeline\" id=\"{}\">\n<summary><strong>{}</strong> <span>{}</span></summary>\n{}</details>\n",
      id, html::text(of.benchmark.title), html::text(in_short(of, who)), inside);
}

}  // namespace

std::string benchmarks(const Context& context) {
  const Names who = names(context.analysis.options.cross);
  html::Grid table{"Benchmarks, and how far to trust their scores",
                   {{"Benchmark"},
                    {"Who ran it"},
                    {"Test items"},
                    {"Scores are"},
                    {who.follower_column, true},
                    {who.leader_column, true},
                    {"both", true},
                    {"left", true},
                    {"last", true},
                    {"in"}},
                   {}};
  const auto& list = context.analysis.crossings.benchmarks;
  for (std::size_t i = 0; i < list.size(); ++i) table.rows.push_back(row(list[i], i));
  return section(
      "benchmarks", "The benchmarks",
      html::table(table) +
          paragraph(fmt::format("{}, {}: models tested. both: scores that both groups reached; left: reached by "
                                "{} models only. last: latest gap that counts, in months.",
                                who.follower_column, who.leader_column, who.leader_column),
                    "note") +
          downloads({"benchmarks"}));
}

std::string timelines(const Context& context) {
  std::string out;
  const auto& list = context.analysis.crossings.benchmarks;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!list[i].crossings.empty()) out += timeline(context, list[i], i);
  if (out.empty()) out = paragraph("No score was reached, so there is no timeline.");
  return section("timelines", "Who was first, benchmark by benchmark", out);
}

}  // namespace gapcalc::emit::page
