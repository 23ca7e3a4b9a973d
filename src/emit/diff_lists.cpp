// What changed, list by list.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/diff_parts.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

using audit::Change;

/// A list under its title, which says how much of it is shown; nothing where there is nothing.
template <typename T, typename AddRows>
void add_list_of(const DiffLook& look, std::vector<Block>& page, const std::string& title, std::vector<Column> columns,
                 const std::vector<const T*>& list, const AddRows& add_rows) {
  if (list.empty()) return;
  const std::size_t shown = std::min(list.size(), look.most_rows);
  Table table{shown < list.size()
                  ? fmt::format("{}: {}, the first {} shown (--all shows all)", title, list.size(), shown)
                  : fmt::format("{}: {}", title, list.size()),
              std::move(columns),
              {}};
  for (std::size_t i = 0; i < shown; ++i) add_rows(*list[i], table.rows);
  page.push_back({{}, std::move(table), true});
}

template <typename T, typename Keep>
std::vector<const T*> chosen(const std::vector<T>& list, const Keep& keep) {
  std::vector<const T*> result;
  result.reserve(list.size());
  for (const T& one : list)
    if (keep(one)) result.push_back(&one);
  return result;
}

template <typename T>
std::vector<const T*> every(const std::vector<T>& list) {
  return chosen(list, [](const T&) { return true; });
}

std::string share_cell(double share) { return share > 0.0005 ? fmt::format("{:.1f}%", 100 * share) : "-"; }

std::string count_cell(std::size_t n) { return n == 0 ? "-" : std::to_string(n); }

/// `2 to 3`: thresholds at which the model is first.
std::string first_cell(const audit::Role& role) {
  if (role.first_before == role.first_after) return count_cell(role.first_after);
  return fmt::format("{} to {}", role.first_before, role.first_after);
}

std::vector<Column> with_role(std::vector<Column> columns) {
  for (const char* const header : {"first at", "gaps", "weight"}) columns.push_back({header, true});
  return columns;
}

std::vector<std::string> with_role(std::vector<std::string> row, const audit::Role& role) {
  row.push_back(first_cell(role));
  row.push_back(count_cell(role.datapoints));
  row.push_back(share_cell(role.share));
  return row;
}

using Rows = std::vector<std::vector<std::string>>;

void add_models_of(const DiffLook& look, std::vector<Block>& page, Change change) {
  const auto list = chosen(look.of.models, [&](const audit::ModelChange& one) { return one.change == change; });
  const auto add_row = [&](const audit::ModelChange& one, Rows& rows) {
    Date released = one.scores.front().score.date;
    for (const audit::ScoreOn& on : one.scores) released = std::min(released, on.score.date);
    const bool unknown = one.accessibility.empty() && !look.of.accessibility_known;
    std::string what = unknown ? "?" : weights_word(one.accessibility);
    if (!one.reason.empty()) what = fmt::format("rows not used: {}", one.reason);
    if (!one.same_as.empty()) what = fmt::format("{} has its scores", one.same_as);
    rows.push_back(with_role({one.model, what, to_string(released), std::to_string(one.scores.size())}, one.role));
  };
  add_list_of(look, page, fmt::format("Models {}", name(change)),
              with_role({{"model"}, {"group"}, {"released"}, {"scores", true}}), list, add_row);
}

void add_scores_of(const DiffLook& look, std::vector<Block>& page) {
  const auto table = [&](const std::string& title, std::vector<Column> columns, const auto& keep, const auto& cells) {
    columns.insert(columns.begin(), {{"model"}, {"benchmark"}});
    add_list_of(look, page, title, with_role(std::move(columns)), chosen(look.of.scores, keep),
                [&](const audit::ScoreChange& one, Rows& rows) {
                  const Benchmark& on = benchmark_of(look.of, one.benchmark);
                  std::vector<std::string> row{one.model, on.title};
                  for (std::string& cell : cells(one, on.unit)) row.push_back(std::move(cell));
                  rows.push_back(with_role(std::move(row), one.role));
                });
  };
  using Cells = std::vector<std::string>;
  table(
      "Scores removed", {{"score", true}, {"its rows"}},
      [](const audit::ScoreChange& one) { return one.change == Change::removed; },
      [](const audit::ScoreChange& one, Unit unit) {
        return Cells{score_text(one.before->score, unit), one.reason.empty() ? "gone" : one.reason};
      });
  table(
      "Scores changed", {{"before", true}, {"after", true}},
      [](const audit::ScoreChange& one) { return one.change == Change::changed && !one.only_rows(); },
      [](const audit::ScoreChange& one, Unit unit) {
        std::string before = score_text(one.before->score, unit), after = score_text(one.after->score, unit);
        if (before == after) return Cells{exact(one.before->score), exact(one.after->score)};  // a change that is small
        return Cells{std::move(before), std::move(after)};
      });
  table(
      "Scores added", {{"score", true}}, [](const audit::ScoreChange& one) { return one.change == Change::added; },
      [](const audit::ScoreChange& one, Unit unit) { return Cells{score_text(one.after->score, unit)}; });
  table(
      "Rows behind the same score", {{"before", true}, {"after", true}},
      [](const audit::ScoreChange& one) { return one.only_rows(); },
      [](const audit::ScoreChange& one, Unit) {
        return Cells{std::to_string(one.before->rows), std::to_string(one.after->rows)};
      });
}

void add_datapoint_rows(const DiffLook& look, const audit::DatapointChange& one, Rows& rows) {
  const auto add = [&](const Datapoint& d, const char* side, const std::string& weight) {
    const Benchmark& on = benchmark_of(look.of, d.benchmark);
    rows.push_back({on.title, threshold_text(d.threshold, on.unit), side, d.closed.model, d.open.model,
                    one_decimal(d.gap_months()), weight});
  };
  const std::string weight = share_cell(one.share);
  if (one.change == Change::changed) {
    add(*one.before, "was", "");
    add(*one.after, "is", weight);
  } else {
    add(one.after ? *one.after : *one.before, one.after ? "new" : "gone", weight);
  }
}

}  // namespace

std::string weights_word(std::string_view accessibility) {
  switch (weights(accessibility)) {
    case Weights::open: return "open";
    case Weights::closed: return "closed";
    case Weights::not_released: return "not released";
    case Weights::unclassified: break;
  }
  return "neither";
}

const Benchmark& benchmark_of(const audit::Difference& difference, std::string_view id) {
  return *std::find_if(difference.all_benchmarks.begin(), difference.all_benchmarks.end(),
                       [&](const Benchmark& one) { return one.id == id; });
}

void add_data_changes(const DiffLook& look, std::vector<Block>& page) {
  add_list_of(look, page, "Benchmarks", {{"benchmark"}, {"change"}, {"models tested", true}}, every(look.of.benchmarks),
              [&](const audit::BenchmarkChange& one, Rows& rows) {
                rows.push_back(
                    {benchmark_of(look.of, one.id).title, std::string(name(one.change)), std::to_string(one.n_models)});
              });
  add_models_of(look, page, Change::removed);
  add_models_of(look, page, Change::added);
  add_scores_of(look, page);
  add_list_of(
      look, page, "Release dates changed", with_role({{"model"}, {"scores", true}, {"before"}, {"after"}}),
      every(look.of.dates), [](const audit::DateChange& one, Rows& rows) {
        rows.push_back(with_role(
            {one.model, std::to_string(one.benchmarks.size()), to_string(one.before), to_string(one.after)}, one.role));
      });
  add_list_of(look, page, "Accessibility changed", with_role({{"model"}, {"before"}, {"after"}}),
              every(look.of.accessibility), [](const audit::AccessibilityChange& one, Rows& rows) {
                const auto text = [](const std::string& of) { return of.empty() ? std::string("blank") : of; };
                rows.push_back(with_role({one.model, text(one.before), text(one.after)}, one.role));
              });
}

void add_gap_changes(const DiffLook& look, std::vector<Block>& page) {
  add_list_of(look, page, "First crossers changed",
              {{"benchmark"}, {"at"}, {"group"}, {"before"}, {"after"}, {"gaps", true}}, every(look.of.crossers),
              [&](const audit::CrosserChange& one, Rows& rows) {
                const Benchmark& on = benchmark_of(look.of, one.benchmark);
                const auto text = [](const std::optional<Crosser>& who) { return who ? who->model : "-"; };
                rows.push_back({on.title, threshold_text(one.thresholds, on.unit),
                                one.closed ? look.who.leader_column : look.who.follower_column, text(one.before),
                                text(one.after), count_cell(one.datapoints)});
              });
  add_list_of(look, page, "Gaps changed",
              {{"benchmark"},
               {"at", true},
               {""},
               {look.who.leader_column},
               {look.who.follower_column},
               {"months", true},
               {"weight", true}},
              every(look.of.datapoints),
              [&](const audit::DatapointChange& one, Rows& rows) { add_datapoint_rows(look, one, rows); });
  add_list_of(look, page, "Verdicts lapsed",
              {{"benchmark"}, {"at", true}, {""}, {look.who.leader_column}, {look.who.follower_column}},
              every(look.of.lapsed), [&](const audit::LapsedVerdict& one, Rows& rows) {
                const Benchmark& on = benchmark_of(look.of, one.benchmark);
                const std::string at = threshold_text(one.threshold, on.unit);
                rows.push_back({on.title, at, "judged", one.closed_before.model, one.open_before.model});
                rows.push_back({"", "", "is", one.closed_after.model, one.open_after ? one.open_after->model : "-"});
              });
}

}  // namespace gapcalc::emit
