// gapcalc selection --simulate: what private testing does to ratings.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/private_testing.hpp"

namespace gapcalc::emit {
namespace {

using audit::Replicated;
using audit::TestingOptions;
using audit::TestingResult;

std::string mean_text(const std::optional<Replicated>& of) { return of ? signed_decimal(of->mean) : "-"; }

std::string range_text(const std::optional<Replicated>& of) {
  return of ? fmt::format("{} to {}", one_decimal(of->low), one_decimal(of->high)) : "-";
}

/// The result that leads the page: most variants, and of these most votes.
const TestingResult* leading(std::span<const TestingResult> results) {
  const TestingResult* best = nullptr;
  for (const TestingResult& one : results)
    if (one.inflation && (best == nullptr || std::pair(one.n, one.votes) > std::pair(best->n, best->votes)))
      best = &one;
  return best;
}

std::string testing_text(std::span<const TestingResult> results, const TestingOptions& options) {
  const TestingResult* const of = leading(results);
  if (of == nullptr) return "No replicate could be rated: in each, somebody won or lost every vote. Give more --votes.";
  const std::string worth = options.spread > 0 ? fmt::format("variants that scatter by {:.4g} points", options.spread)
                                               : std::string("variants that are equally good");
  const auto places = [](double n) {
    return fmt::format("{} place{}", one_decimal(n), one_decimal(n) == "1.0" ? "" : "s");
  };
  return fmt::format(
      "The best of {} {}, with {} votes each, is rated {} points above what it is worth ({:.4g} % of replicates: {}): "
      "{} too high. Rated again from {} fresh votes, it is {} points off in the mean ({}).",
      of->n, worth, of->votes, one_decimal(of->inflation->mean), 100 * options.confidence, range_text(of->inflation),
      places(of->ranks->mean), of->votes, signed_decimal(of->fresh->mean), range_text(of->fresh));
}

Table testing_table(std::span<const TestingResult> results, const TestingOptions& options) {
  const std::string interval = fmt::format("{:.4g} %", 100 * options.confidence);
  Table table{"Rating of the best of N - what it is worth, in points",
              {{"votes", true}, {"N", true}, {"mean", true}, {interval, true}, {"formula", true}, {"places", true}},
              {}};
  if (options.spread > 0) table.columns.push_back({"better by", true});
  table.columns.push_back({"fresh", true});
  table.columns.push_back({interval, true});
  for (const TestingResult& one : results) {
    std::vector<std::string> row{std::to_string(one.votes), std::to_string(one.n),        mean_text(one.inflation),
                                 range_text(one.inflation), signed_decimal(one.expected), mean_text(one.ranks)};
    if (options.spread > 0) row.push_back(mean_text(one.gain));
    row.push_back(mean_text(one.fresh));
    row.push_back(range_text(one.fresh));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Block> testing_page(std::span<const TestingResult> results, const TestingOptions& options) {
  std::vector<Block> page;
  page.push_back({testing_text(results, options), {}});
  page.push_back({{}, testing_table(results, options)});
  page.push_back(
      {fmt::format("{} replicates of a board of {} models over {:.4g} points, {} battles each. formula: e_N se^2 / "
                   "sqrt(se^2 + spread^2), se the standard error of a rating. places: by which it stands too high. {}"
                   "fresh: its rating from as many new votes - what it is worth.",
                   options.replicates, options.board, options.range, options.board_votes,
                   options.spread > 0 ? "better by: what it is worth above the mean of all N. " : ""),
       {}});
  const auto rated = [&](const TestingResult& one) {
    return one.n_replicates == static_cast<std::size_t>(options.replicates);
  };
  if (!std::all_of(results.begin(), results.end(), rated))
    page.push_back(
        {"Some replicates are left out: in them somebody won or lost every vote, or they were not played. "
         "--format csv has their number.",
         {}});
  return page;
}

std::string testing_csv(std::span<const TestingResult> results) {
  CsvWriter out(csv_header("selection-simulation.csv"));
  const auto figure = [&](const std::optional<Replicated>& of) {
    if (!of) {
      for (int i = 0; i < 4; ++i) out.cell("");
      return;
    }
    out.number(of->mean).number(of->se).number(of->low).number(of->high);
  };
  for (const TestingResult& one : results) {
    out.count(one.votes).count(one.n).count(one.n_replicates).number(one.rating_se).number(one.expected);
    out.number(one.expected_gain);
    for (const auto& of : {one.inflation, one.gain, one.ranks, one.fresh, one.fresh_ranks}) figure(of);
    out.end_row();
  }
  return out.take();
}

Json replicated_json(const std::optional<Replicated>& of) {
  return of ? Json{{"mean", of->mean}, {"se", of->se}, {"low", of->low}, {"high", of->high}} : Json();
}

std::string testing_json(std::span<const TestingResult> results, const TestingOptions& options) {
  Json document = opening_json("selection-simulation");
  document["inputs"] = Json::array();
  document["options"] = {{"candidates", options.candidates},   {"votes", options.votes},
                         {"spread", options.spread},           {"strength", options.strength},
                         {"board_models", options.board},      {"board_range", options.range},
                         {"board_votes", options.board_votes}, {"replicates", options.replicates},
                         {"confidence", options.confidence},   {"seed", options.seed}};
  Json list = Json::array();
  for (const TestingResult& one : results)
    list.push_back({{"votes", one.votes},
                    {"n", one.n},
                    {"n_replicates", one.n_replicates},
                    {"rating_se", one.rating_se},
                    {"expected_inflation", one.expected},
                    {"expected_gain", one.expected_gain},
                    {"inflation", replicated_json(one.inflation)},
                    {"gain", replicated_json(one.gain)},
                    {"ranks", replicated_json(one.ranks)},
                    {"fresh", replicated_json(one.fresh)},
                    {"fresh_ranks", replicated_json(one.fresh_ranks)}});
  document["results"] = list;
  return to_text(document);
}

}  // namespace

std::string private_testing(std::span<const TestingResult> results, const TestingOptions& options,
                            std::string_view format, const Style& style) {
  if (format == "json") return testing_json(results, options);
  if (format == "csv") return testing_csv(results);
  return render(testing_page(results, options), format, style);
}

}  // namespace gapcalc::emit
