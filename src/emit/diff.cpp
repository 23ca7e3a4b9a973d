// gapcalc diff: what changed between two analyses.

#include "gapcalc/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "emit/diff_parts.hpp"

namespace gapcalc::emit {
namespace {

using audit::Change;
using audit::Difference;

/// Entries of each list: those of a terminal page, and of a comment that GitHub still takes (65536 characters).
constexpr std::size_t rows_of_table = 8, rows_of_markdown = 25;

/// Hashes of what was read.
std::multiset<std::string> hashes_of(const DiffSide& side) {
  std::multiset<std::string> hashes;
  for (const InputFile& file : side.inputs) hashes.insert(file.sha256);
  return hashes;
}

std::string all_the_same(const Difference& of, const Diffed& from) {
  std::string text = "Nothing changed: ";
  if (!of.complete_before || !of.complete_after)
    text += "as far as both sides tell, scores, release dates, first crossers, gaps, verdicts and levels are the same.";
  else
    text +=
        "models, scores, release dates, accessibility, first crossers, gaps, verdicts and levels are the same on both "
        "sides.";
  if (of.as_of_before != of.as_of_after)
    text += fmt::format(" Only the day looked from differs: {} and {}.", to_string(of.as_of_before),
                        to_string(of.as_of_after));
  if (!from.before.stored && !from.after.stored)
    text += hashes_of(from.before) == hashes_of(from.after)
                ? " So are the bytes that were read."
                : " The files are not the same bytes: they differ in layout, or in what does not count here.";
  return text;
}

/// What each side is, where it is not simply all records.
void add_sides(const Difference& of, const Diffed& from, std::vector<Block>& page) {
  const auto say = [&](const DiffSide& side, bool complete, const char* what) {
    if (complete) return;
    page.push_back({fmt::format("{} {}: {} cannot be told.", side.path,
                                side.stored ? "is the JSON of an analysis, which names only first crossers and record "
                                              "setters"
                                            : "keeps only records that set a new best",
                                what),
                    {}});
  };
  say(from.before, of.complete_before, "whether other models and scores are new");
  say(from.after, of.complete_after, "which models and scores are gone");
  if (!of.accessibility_known)
    page.push_back({"Changes of accessibility cannot be told, only what follows of them.", {}});
}

/// Options of two JSON files that differ, as `bandwidth_days 60 and 90`.
std::vector<std::string> options_that_differ(const Options& a, const Options& b) {
  const Json before = options_json(a), after = options_json(b);
  std::vector<std::string> result;
  for (const auto& [key, value] : before.items())
    if (value != after[key]) result.push_back(fmt::format("{} {} and {}", key, value.dump(), after[key].dump()));
  return result;
}

void add_warnings(const Difference& of, const Diffed& from, std::vector<Block>& page) {
  const auto differ = options_that_differ(from.before.options, from.after.options);
  if (!differ.empty())
    page.push_back({fmt::format("The options of the two analyses differ, so part of the change may be theirs: {}.",
                                join(differ, ", ")),
                    {}});
  if (from.before.version != from.after.version)
    page.push_back({fmt::format("{} was analyzed by gapcalc {}, {} by {}.", from.before.path, from.before.version,
                                from.after.path, from.after.version),
                    {}});
  add_sides(of, from, page);
}

/// How many of each there are, at a glance.
Table counts_table(const Difference& of) {
  Table table{"What changed", {{""}, {"added", true}, {"removed", true}, {"changed", true}}, {}};
  const auto count = [](const auto& list, Change change) {
    return std::count_if(list.begin(), list.end(), [&](const auto& one) { return one.change == change; });
  };
  // Of what one side has and the other lacks: the other must be complete to tell, and this one to tell all.
  const auto cell = [](auto n, bool can_tell, bool all) {
    return !can_tell ? std::string("?") : fmt::format("{}{}", n, all ? "" : "+");
  };
  const bool before = of.complete_before, after = of.complete_after;
  table.rows.push_back({"benchmarks", std::to_string(count(of.benchmarks, Change::added)),
                        std::to_string(count(of.benchmarks, Change::removed)), "-"});
  table.rows.push_back({"models", cell(count(of.models, Change::added), before, after),
                        cell(count(of.models, Change::removed), after, before), "-"});
  const auto rows = std::count_if(of.scores.begin(), of.scores.end(), [](const auto& one) { return one.only_rows(); });
  table.rows.push_back({"scores of models on both sides", cell(count(of.scores, Change::added), before, after),
                        cell(count(of.scores, Change::removed), after, before),
                        cell(count(of.scores, Change::changed) - rows, true, before && after)});
  if (rows > 0) table.rows.push_back({"rows behind the same score", "-", "-", std::to_string(rows)});
  table.rows.push_back({"release dates", "-", "-", cell(of.dates.size(), true, before && after)});
  table.rows.push_back(
      {"accessibility", "-", "-", cell(of.accessibility.size(), of.accessibility_known, before && after)});
  const auto crossers = [&](bool was, bool is) {
    return std::to_string(std::count_if(of.crossers.begin(), of.crossers.end(), [&](const auto& one) {
      return one.before.has_value() == was && one.after.has_value() == is;
    }));
  };
  table.rows.push_back({"first crossers", crossers(false, true), crossers(true, false), crossers(true, true)});
  table.rows.push_back({"gaps (datapoints)", std::to_string(count(of.datapoints, Change::added)),
                        std::to_string(count(of.datapoints, Change::removed)),
                        std::to_string(count(of.datapoints, Change::changed))});
  table.rows.push_back({"verdicts that lapsed", "-", "-", std::to_string(of.lapsed.size())});
  return table;
}

std::vector<Block> page_of(const Difference& of, const Diffed& from, bool markdown) {
  std::vector<Block> page;
  if (of.nothing()) {
    page.push_back({all_the_same(of, from), {}});
    add_warnings(of, from, page);
    return page;
  }
  page.push_back({fmt::format("From {} to {}: {}.", from.before.path, from.after.path, headline_change(of)), {}});
  add_warnings(of, from, page);
  const DiffLook look{of, from.after.options, names(from.after.options.cross),
                      from.all_rows ? std::numeric_limits<std::size_t>::max()
                      : markdown    ? rows_of_markdown
                                    : rows_of_table};
  add_headlines(look, page);
  page.push_back({{}, counts_table(of)});
  if (!of.complete_before || !of.complete_after)
    page.push_back({"?: cannot be told. +: at least, as one side does not have all.", {}});
  const std::size_t lists = page.size();
  add_data_changes(look, page);
  add_gap_changes(look, page);
  if (page.size() > lists)
    page.push_back(
        {"first at: thresholds at which the model is first, before to after. gaps: changed gaps that name "
         "it. weight: share of these in the level now of all gaps. Lists begin with the weightiest.",
         {}});
  std::vector<std::string> notes = of.notes;
  for (const DiffSide* const side : {&from.before, &from.after})
    for (const std::string& note : side->notes)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  for (const std::string& note : notes) page.push_back({fmt::format("Note: {}", note), {}});
  return page;
}

Json side_json(const DiffSide& side) {
  return {{"path", side.path},
          {"analysis_json", side.stored},
          {"gapcalc", {{"version", side.version}}},
          {"inputs", inputs_json(side.inputs)},
          {"options", options_json(side.options)},
          {"as_of", date_json(side.as_of)},
          {"notes", side.notes}};
}

std::string json_of(const Difference& of, const Diffed& from) {
  Json document = head_json("diff", source_of(from));
  document.update({{"before", side_json(from.before)},
                   {"after", side_json(from.after)},
                   {"options_that_differ", options_that_differ(from.before.options, from.after.options)}});
  document.update(difference_json(of));
  return to_text(document);
}

}  // namespace

Source source_of(const Diffed& from) {
  Source both = from.after;
  both.inputs = from.before.inputs;
  both.inputs.insert(both.inputs.end(), from.after.inputs.begin(), from.after.inputs.end());
  return both;
}

std::string diff(const Difference& difference, const Diffed& from, std::string_view format, const Style& style) {
  if (format == "json") return json_of(difference, from);
  return render(with_filters(page_of(difference, from, format == "markdown"), from.after.options.cross), format, style);
}

}  // namespace gapcalc::emit
