// gapcalc selection: what the best of several gains, and who was tested how often.

#include "gapcalc/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/quantile.hpp"
#include "core/tally.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "emit/figures.hpp"
#include "emit/layout.hpp"
#include "emit/selection_data.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using audit::BenchmarkTests;
using audit::Implied;
using audit::OrganizationTests;
using audit::PeriodCounts;
using audit::Selected;
using audit::Selection;

/// What fits on a few screens.
constexpr std::size_t crossers_listed = 10, organizations_listed = 12;

/// The first crossers of a group that were one of several, each model on a benchmark once, those that may have gained
/// most first.
std::vector<const Selected*> most_inflated(const Selection& of, bool open) {
  std::vector<const Selected*> list;
  for (const Selected& one : of.crossers) {
    if (one.open != open || one.family_n.value_or(1) < 2 || !one.inflation || !is_fraction(one.unit)) continue;
    const bool is_known = std::any_of(list.begin(), list.end(), [&](const Selected* other) {
      return other->benchmark == one.benchmark && other->crosser.model == one.crosser.model;
    });
    if (!is_known) list.push_back(&one);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Selected* a, const Selected* b) { return *a->inflation > *b->inflation; });
  return list;
}

std::string best_of_text(const Selection& of) {
  if (of.crossers.empty()) return "There is no datapoint, and so no first crosser to look at.";
  if (of.frontier_only)
    return "How many candidates were tested cannot be told: the records keep only what set a new best. Give a whole "
           "dump.";
  std::vector<double> gains;
  std::size_t known = 0, several = 0, most = 0, at_risk = 0;
  for (const Selected& one : of.crossers) {
    if (!one.family_n) continue;
    ++known;
    most = std::max(most, *one.family_n);
    if (*one.family_n < 2) continue;
    ++several;
    if (!one.inflation || !is_fraction(one.unit)) continue;
    gains.push_back(*one.inflation);
    if (*one.inflation > one.margin) ++at_risk;
  }
  if (known == 0)
    return "How many candidates were tested cannot be told: the records do not say which models are versions of one. A "
           "hub dump does.";
  if (several == 0)
    return fmt::format("None of {} had another version of its model tested by its release.",
                       counted(of.crossers.size(), "first crosser"));
  std::string text = fmt::format(
      "{} of {} were one of several versions of their model that were tested by their release, of {} at most.", several,
      counted(of.crossers.size(), "first crosser"), most);
  if (gains.empty()) return text;
  const double largest = *std::max_element(gains.begin(), gains.end());
  return text +
         fmt::format(
             " If versions are equally good, the best of them is too high by chance alone: by {} points in the median "
             "of these, by {} at most. For {} that is more than the margin over the threshold.",
             one_decimal(median(std::move(gains))), one_decimal(largest),
             at_risk == 0 ? "none" : fmt::format("{}", at_risk));
}

Table crossers_table(const Selection& of, bool open) {
  Table table{fmt::format("{} first crossers that may have gained most, in points", open ? "Open" : "Closed"),
              {{"benchmark"},
               {"from", true},
               {"model"},
               {"N", true},
               {"of org", true},
               {"margin", true},
               {"in se", true},
               {"next", true},
               {"gain", true}},
              {}};
  const std::vector<const Selected*> list = most_inflated(of, open);
  for (std::size_t i = 0; i < std::min(list.size(), crossers_listed); ++i) {
    const Selected& one = *list[i];
    table.rows.push_back({one.title, threshold_text(one.threshold, one.unit), one.crosser.model, or_dash(one.family_n),
                          or_dash(one.organization_n), one_decimal(one.margin), or_dash(one.margin_ses),
                          or_dash(one.distance), or_dash(one.inflation)});
  }
  return table;
}

Table statements_table(const Selection& of) {
  Table table{"What is said that the best of N gains on a rating board, and what it takes",
              {{"who"},
               {"N", true},
               {"gain", true},
               {"e_N", true},
               {"se", true},
               {"takes", true},
               {"votes", true},
               {"their se", true},
               {"its gain", true}},
              {}};
  for (const Implied& one : of.statements)
    table.rows.push_back({one.statement.source, std::to_string(one.statement.n), fmt::format("{}", one.statement.gain),
                          fmt::format("{:.3f}", one.expected), one_decimal(one.sigma), whole_or_dash(one.takes_votes),
                          or_dash(one.statement.votes), or_dash(one.votes_se), or_dash(one.votes_gain)});
  return table;
}

Table tests_table(const Selection& of) {
  Table table{"Models tested, by benchmark",
              {{"benchmark"},
               {"open", true},
               {"closed", true},
               {"last open"},
               {"last closed"},
               {"days open", true},
               {"days closed", true}},
              {}};
  for (const BenchmarkTests& one : of.benchmarks)
    table.rows.push_back({one.title, std::to_string(one.models.open), std::to_string(one.models.closed),
                          or_dash(one.last_open), or_dash(one.last_closed), whole_or_dash(one.open_delay.median),
                          whole_or_dash(one.closed_delay.median)});
  return table;
}

Table periods_table(const Selection& of) {
  Table table{"Tests on all benchmarks, by release of the model",
              {{"released"}, {"open", true}, {"closed", true}, {"share open", true}},
              {}};
  for (const PeriodCounts& one : of.periods) {
    const std::size_t all = one.models.open + one.models.closed;
    table.rows.push_back(
        {one.period, std::to_string(one.models.open), std::to_string(one.models.closed),
         all > 0 ? percent_or_dash(static_cast<double>(one.models.open) / static_cast<double>(all)) : "-"});
  }
  return table;
}

Table organizations_table(const Selection& of) {
  Table table{"Tests and first crossers, by organization",
              {{"organization"}, {"tests", true}, {"share", true}, {"first", true}, {"share of first", true}},
              {}};
  for (std::size_t i = 0; i < std::min(of.organizations.size(), organizations_listed); ++i) {
    const OrganizationTests& one = of.organizations[i];
    table.rows.push_back({one.organization, std::to_string(one.tests), percent_or_dash(one.share),
                          std::to_string(one.first), percent_or_dash(one.first_share)});
  }
  return table;
}

void add_best_of(const Selection& of, std::vector<Block>& page) {
  page.push_back({best_of_text(of), {}});
  const std::size_t before = page.size();
  for (const bool open : {false, true})
    if (Table table = crossers_table(of, open); !table.rows.empty()) page.push_back({{}, std::move(table)});
  if (page.size() == before) return;
  page.push_back(
      {"N: versions of the model (effort settings, dates) tested on the benchmark by its release, itself among them; "
       "of org: those of its organization. What was tested and kept back is not known: N is at least that. margin: "
       "score - threshold, and in se: in standard errors of the score. next: its lead over the best other model of its "
       "group. gain: e_N se, what the best of N equals has by chance; less where they are not equally good. Shown are "
       "those with N above 1, at the lowest of their thresholds. --format csv has all.",
       {}});
}

void add_statements(const Selection& of, std::vector<Block>& page) {
  if (of.statements.empty()) return;
  page.push_back({{}, statements_table(of)});
  page.push_back(
      {"se: the standard error of a rating with which the best of N equals gains what is said, gain / e_N. takes: "
       "votes "
       "each, against equals, that leave such an error. their se: what the votes that are said leave, and its "
       "gain. --simulate shows it with votes.",
       {}});
}

void add_tests(const Selection& of, std::vector<Block>& page) {
  page.push_back({{}, tests_table(of)});
  if (!of.periods.empty()) page.push_back({{}, periods_table(of)});
  if (!of.organizations.empty()) page.push_back({{}, organizations_table(of)});
  const bool has_delays = std::any_of(of.benchmarks.begin(), of.benchmarks.end(), [](const BenchmarkTests& one) {
    return one.open_delay.median || one.closed_delay.median;
  });
  page.push_back(
      {fmt::format("{} A test is a model on a benchmark; of several organizations it counts for each.",
                   has_delays ? "days: median from release to the first test that is listed, which may be a later "
                                "run of an earlier one; - where no day of a test is known."
                              : "How long after its release a model was tested is not known: no record has the "
                                "day of its test."),
       {}});
}

}  // namespace

std::string selection(const Selection& of, const SelectedFrom& from, std::string_view format, std::string_view table,
                      const Style& style) {
  if (format == "json") return selection_json(of, from);
  if (format == "csv") return selection_csv(of, table);
  if (format == "vega-lite") return to_text(best_of_figure(of, from.options));
  std::vector<Block> page;
  add_best_of(of, page);
  add_statements(of, page);
  add_tests(of, page);
  if (!from.excluded.empty()) page.push_back({fmt::format("Not used: {}.", tally(from.excluded)), {}});
  for (const std::string& note : from.notes) page.push_back({fmt::format("Note: {}", note), {}});
  return render(with_filters(std::move(page), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
