// The frontiers, who was tested, and what was left out.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "emit/excluded.hpp"
#include "emit/figure_parts.hpp"
#include "emit/headline.hpp"
#include "emit/overview.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

/// Rows that are listed in the page; all of them are in the CSV.
constexpr std::size_t most_rows = 100;

std::string best(const std::vector<Crosser>& frontier, Unit unit) {
  return frontier.empty() ? "none" : amount(frontier.back().score, unit);
}

html::Grid frontier_table(const Analysis& analysis, const Names& who) {
  html::Grid table{"The best scores so far",
                   {{"Benchmark"},
                    {fmt::format("Best {}", who.leader_column), true},
                    {"Model"},
                    {"Released"},
                    {fmt::format("Best {}", who.follower_column), true},
                    {"Model"},
                    {"Released"}},
                   {}};
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    std::vector<std::string> row{html::text(of.benchmark.title)};
    for (const auto* frontier : {&of.closed_frontier, &of.open_frontier}) {
      row.push_back(best(*frontier, of.benchmark.unit));
      row.push_back(frontier->empty() ? "-" : model(frontier->back()));
      row.push_back(frontier->empty() ? "-" : to_string(frontier->back().date));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string frontier_words(const Analysis& analysis, const Names& who) {
  std::size_t closed = 0, open = 0, both = 0;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    if (of.closed_frontier.empty() || of.open_frontier.empty()) continue;
    ++both;
    if (of.closed_frontier.back().score > of.open_frontier.back().score) ++closed;
    if (of.closed_frontier.back().score < of.open_frontier.back().score) ++open;
  }
  return fmt::format(
      "The best score so far of {0} and of {1} models, by release date, on each benchmark; shaded is what lies "
      "between. "
      "Of {2} on which both were tested, {0} models are ahead on {3} and {1} ones on {4}.",
      who.leader_column, who.follower_column, counted(both, "benchmark"), closed, open);
}

html::Grid tested_table(const Analysis& analysis, const Names& who) {
  html::Grid table{"Models tested",
                   {{"Benchmark"},
                    {who.leader_column, true},
                    {fmt::format("last {}", who.leader_column)},
                    {who.follower_column, true},
                    {fmt::format("last {}", who.follower_column)}},
                   {}};
  const auto day = [](std::optional<Date> date) { return date ? to_string(*date) : std::string("-"); };
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    table.rows.push_back({html::text(of.benchmark.title), std::to_string(of.n_closed), day(of.last_closed),
                          std::to_string(of.n_open), day(of.last_open)});
  return table;
}

/// Gaps that count, by the organization of the first model; the largest count first, then by name.
using Shares = std::vector<std::pair<std::string, std::size_t>>;
Shares shares(const Analysis& analysis, Crosser Datapoint::*side) {
  std::map<std::string, std::size_t> counts;
  for (const Datapoint& d : analysis.crossings.datapoints)
    ++counts[(d.*side).organization.empty() ? "not given" : (d.*side).organization];
  Shares result(counts.begin(), counts.end());
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return result;
}

html::Grid organization_table(const Analysis& analysis, const Names& who) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> both;
  for (const auto& [organization, n] : shares(analysis, &Datapoint::closed)) both[organization].first = n;
  for (const auto& [organization, n] : shares(analysis, &Datapoint::open)) both[organization].second = n;
  html::Grid table{"Whose models were first, in gaps that count",
                   {{"Organization"},
                    {fmt::format("first {}", who.leader_column), true},
                    {fmt::format("first {}", who.follower_column), true}},
                   {}};
  for (const auto& [organization, n] : both)
    table.rows.push_back({html::text(organization), std::to_string(n.first), std::to_string(n.second)});
  return table;
}

std::string coverage_words(const Analysis& analysis, const Names& who) {
  const auto& list = analysis.crossings.benchmarks;
  const auto fewest =
      std::min_element(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.n_open < b.n_open; });
  std::string text = fmt::format(
      "How many {} and {} models each benchmark tested, and whose models were first. A model that nobody tested cannot "
      "be the first.",
      who.leader_column, who.follower_column);
  if (fewest != list.end())
    text += fmt::format(" The fewest {} models were tested on {}: {}.", who.follower_column, fewest->benchmark.title,
                        fewest->n_open);
  if (const double total = static_cast<double>(analysis.crossings.datapoints.size()); total > 0) {
    const auto top = [&](Crosser Datapoint::*side) {
      const auto [organization, n] = shares(analysis, side).front();
      return fmt::format("{} in {:.0f}%", organization, 100 * static_cast<double>(n) / total);
    };
    text += fmt::format(" First on the {} side was most often {} of the gaps, on the {} side {}.", who.leader_column,
                        top(&Datapoint::closed), who.follower_column, top(&Datapoint::open));
  }
  return text;
}

html::Grid reason_table(const Analysis& analysis) {
  html::Grid table{"Rows not used, by reason", {{"Reason"}, {"Meaning"}, {"Rows", true}}, {}};
  for (const auto& [reason, n] : count_excluded(analysis))
    table.rows.push_back(
        {fmt::format("<code>{}</code>", name(reason)), html::text(describe(reason)), std::to_string(n)});
  return table;
}

html::Grid row_table(const Analysis& analysis) {
  html::Grid table{"Rows not used", {{"Line", true}, {"File"}, {"Reason"}, {"Benchmark"}, {"Model"}, {"Detail"}}, {}};
  for (const Excluded& row : analysis.excluded) {
    if (table.rows.size() == most_rows) break;
    const Place at = place(analysis, row);
    table.rows.push_back({row.line > 0 ? std::to_string(row.line) : "-", html::text(at.file),
                          fmt::format("<code>{}</code>", name(row.reason)), html::text(at.benchmark),
                          html::text(at.model), html::text(row.detail)});
  }
  return table;
}

/// Scores that both groups reached and that are no gap of their own, by reason.
std::string crossings_left_out(const Analysis& analysis) {
  std::map<std::pair<Status, std::string>, std::size_t> counts;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    for (const Crossing& crossing : of.crossings)
      if (crossing.status != Status::accepted) ++counts[{crossing.status, std::string(crossing.reason_code())}];
  if (counts.empty()) return {};
  static const std::map<std::string, std::string_view, std::less<>> words = {
      {"same_pair", "the same two models count at a higher score of that benchmark"},
      {"not_listed", "not among the scores that review accepted for that benchmark"},
      {"not_above_floor", "too low a score to tell models apart from guessing or from weak ones"},
      {"verdict", "a reviewer rejected it"},
      {"verdict_lapsed", "the reviewer judged two other models"},
      {"outside_window", "the following model came out before --since or after --until"},
      {"other_provenance", "its benchmark is not among those of --provenance"},
      {"no_open_model", "no model of the following group has reached it yet"},
      {"too_few_open_models", "fewer models of the following group have reached it than --confirm asks for"}};
  html::Grid table{"Scores that are no gap", {{"Reason"}, {"Meaning"}, {"Scores", true}}, {}};
  for (const auto& [key, n] : counts) {
    const auto at = words.find(key.second);
    table.rows.push_back({fmt::format("<code>{}</code>", html::text(key.second)),
                          html::text(at == words.end() ? name(key.first) : at->second), std::to_string(n)});
  }
  return html::table(table);
}

}  // namespace

std::string frontiers(const Context& context) {
  const Names who = names(context.analysis.options.cross);
  return section("frontiers", "The best scores over time",
                 figure(context, {"frontiers",
                                  frontiers_figure(context.analysis),
                                  frontier_words(context.analysis, who),
                                  {"crossings"},
                                  frontier_table(context.analysis, who)}));
}

std::string coverage(const Context& context) {
  const Names who = names(context.analysis.options.cross);
  return section(
      "coverage", "Who was tested",
      figure(context, {"coverage",
                       coverage_figure(context.analysis),
                       coverage_words(context.analysis, who),
                       {"benchmarks", "datapoints"},
                       tested_table(context.analysis, who)}) +
          details("Whose models were first, as a table", html::table(organization_table(context.analysis, who))));
}

std::string excluded(const Context& context) {
  const Analysis& analysis = context.analysis;
  std::string out;
  if (analysis.excluded.empty()) {
    out += paragraph("Every row of the input was used.");
  } else {
    out += html::table(reason_table(analysis));
    std::string rows = html::table(row_table(analysis));
    if (analysis.excluded.size() > most_rows)
      rows += paragraph(
          fmt::format("These are the first {} of {}; excluded.csv has all.", most_rows, analysis.excluded.size()));
    out += details(fmt::format("The {}", counted(analysis.excluded.size(), "row")), rows) + downloads({"excluded"});
  }
  out += crossings_left_out(analysis);
  for (const Block& remark : remarks(analysis)) out += paragraph(remark.paragraph);
  return section("excluded", "What was left out, and why", out);
}

}  // namespace gapcalc::emit::page
