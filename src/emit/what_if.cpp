// gapcalc what-if: what new or missing scores would change.

#include "gapcalc/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/text.hpp"
#include "emit/diff_parts.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

using audit::Edit;

std::string verb_of(Edit::Kind kind) {
  switch (kind) {
    case Edit::Kind::add: return "added";
    case Edit::Kind::set: return "set";
    case Edit::Kind::drop:
    case Edit::Kind::drop_benchmark: break;
  }
  return "dropped";
}

Table edits_table(std::span<const Edit> edits, const audit::Difference& of) {
  Table table{
      "What if", {{""}, {"model"}, {"benchmark"}, {"before", true}, {"then", true}, {"released"}, {"group"}}, {}};
  for (const Edit& edit : edits) {
    const bool drops = edit.kind == Edit::Kind::drop || edit.kind == Edit::Kind::drop_benchmark;
    const Benchmark* const on = edit.benchmark.empty() ? nullptr : &benchmark_of(of, edit.benchmark);
    const auto score = [&](const std::optional<double>& value) {
      return value ? score_text(*value, on->unit) : std::string("-");
    };
    table.rows.push_back({verb_of(edit.kind), edit.model.empty() ? "all" : edit.model,
                          on == nullptr ? "all" : on->title,
                          drops ? counted(edit.n_records, "score") : score(edit.before), score(edit.after),
                          edit.date ? to_string(*edit.date) : "-", drops ? "-" : weights_word(edit.accessibility)});
  }
  return table;
}

std::vector<Block> page_of(const audit::Difference& of, std::span<const Edit> edits, bool only_frontier,
                           const Options& options) {
  std::vector<Block> page;
  page.push_back({{}, edits_table(edits, of)});
  page.push_back({!of.datapoints.empty() ? fmt::format("The gap: {}.", headline_change(of))
                  : !of.crossers.empty() ? "First crossers would change, but no gap that counts."
                                         : "No first crosser would change, and no gap.",
                  {}});
  const DiffLook look{of, options, names(options.cross), std::numeric_limits<std::size_t>::max()};
  if (!of.datapoints.empty()) add_headlines(look, page);
  add_gap_changes(look, page);
  if (std::any_of(edits.begin(), edits.end(), [](const Edit& edit) {
        const Weights kind = weights(edit.accessibility);
        return edit.date && kind != Weights::open && kind != Weights::closed;
      }))
    page.push_back({"A model that is neither open nor closed is in no gap: set its accessibility.", {}});
  if (!of.datapoints.empty())
    page.push_back({"weight: share of the gap in the level then of all gaps, before where it is gone.", {}});
  if (only_frontier)
    page.push_back(
        {"The records keep only what set a new best: who would be first without a model is not among them. "
         "For dropped models and lower scores give the whole dump.",
         {}});
  for (const std::string& note : of.notes) page.push_back({fmt::format("Note: {}", note), {}});
  return page;
}

std::string json_of(const audit::Difference& of, std::span<const Edit> edits, bool only_frontier, const Source& from) {
  Json list = Json::array();
  for (const Edit& edit : edits)
    list.push_back({{"edit", name(edit.kind)},
                    {"model", text_json(edit.model)},
                    {"benchmark", text_json(edit.benchmark)},
                    {"before", number_json(edit.before)},
                    {"after", number_json(edit.after)},
                    {"date", date_json(edit.date)},
                    {"accessibility", text_json(edit.accessibility)},
                    {"n_records", edit.n_records}});
  Json document = head_json("what-if", from, {"simultaneous"});
  document.update({{"edits", list}, {"only_frontier", only_frontier}});
  document.update(difference_json(of));
  for (const char* const given : {"benchmarks", "models", "scores", "dates", "accessibility", "complete_before",
                                  "complete_after", "accessibility_known"})
    document.erase(given);  // they are the edits
  return to_text(document);
}

}  // namespace

std::string what_if(const audit::Difference& difference, std::span<const Edit> edits, bool only_frontier,
                    const Source& from, std::string_view format, const Style& style) {
  if (format == "json") return json_of(difference, edits, only_frontier, from);
  return render(with_filters(page_of(difference, edits, only_frontier, from.options), from.options.cross), format,
                style);
}

}  // namespace gapcalc::emit
