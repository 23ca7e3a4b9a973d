// gapcalc audit: claimed scores against reproduced ones.

#include "gapcalc/claimed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/tally.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "emit/claimed_data.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using audit::ClaimAudit;
using audit::ClaimedOptions;
using audit::ClaimPair;
using audit::ClaimVerdict;
using audit::ModelClaims;
using audit::Unmatched;

/// What fits on a few screens.
constexpr std::size_t models_listed = 20, pairs_listed = 40, differences_listed = 8, unmatched_listed = 12;

std::string in_words(ClaimVerdict verdict) {
  return verdict == ClaimVerdict::cannot_tell ? "cannot tell" : std::string(name(verdict));
}

/// A probability for people.
std::string chance_text(std::optional<double> p) {
  if (!p) return "-";
  return *p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *p);
}

std::string low_to_high(std::optional<double> low, std::optional<double> high) {
  return low ? fmt::format("{} to {}", one_decimal(*low), one_decimal(*high)) : "-";
}

std::size_t count_verdicts(const ClaimAudit& of, ClaimVerdict verdict) {
  return static_cast<std::size_t>(std::count_if(of.models.begin(), of.models.end(),
                                                [&](const ModelClaims& one) { return one.verdict == verdict; }));
}

std::string summary_of(const ClaimAudit& of) {
  if (of.pairs.empty())
    return "No model has a claimed and a reproduced score on one benchmark; names must be the same to the letter.";
  std::set<std::string_view> benchmarks;
  for (const ClaimPair& pair : of.pairs) benchmarks.insert(pair.benchmark);
  std::vector<std::string> verdicts;
  for (const ClaimVerdict verdict : {ClaimVerdict::inflated, ClaimVerdict::cannot_tell, ClaimVerdict::consistent})
    if (const std::size_t n = count_verdicts(of, verdict); n > 0)
      verdicts.push_back(fmt::format("{} {}", n, in_words(verdict)));
  return fmt::format("{} of a claimed and a reproduced score, of {} on {}: {}.", counted(of.pairs.size(), "pair"),
                     counted(of.models.size(), "model"), counted(benchmarks.size(), "benchmark"), join(verdicts, ", "));
}

std::string why_text(const ModelClaims& model) {
  return fmt::format("{}: {}. {}{}.", model.model, in_words(model.verdict),
                     static_cast<char>(std::toupper(static_cast<unsigned char>(model.why[0]))), model.why.substr(1));
}

/// Whether drops grow with exposure, where that can be told.
std::string exposure_text(const ModelClaims& model, const ClaimedOptions& options) {
  const audit::Exposure& of = model.exposure;
  if (of.reason == "no_public" || of.reason == "no_private")
    return fmt::format("whether drops grow with it cannot be told, as no benchmark is {}", of.reason.substr(3));
  if (!of.low)
    return fmt::format("there is no interval, as {} (drops differ by {} points)",
                       of.reason == "few_pairs" ? "a class has one benchmark" : "drops do not vary in either class",
                       signed_decimal(*of.difference));
  const char* const answer = *of.low > 0    ? "drops grow with it"
                             : *of.high < 0 ? "drops shrink with it"
                                            : "whether drops grow with it is unclear";
  return fmt::format("{}, by {} points ({:.4g} % interval {})", answer, signed_decimal(*of.difference),
                     100 * options.confidence, low_to_high(of.low, of.high));
}

Table claim_models_table(const ClaimAudit& of, const ClaimedOptions& options) {
  Table table{"Drop from claimed to reproduced, by model, in points",
              {{"model"},
               {"pairs", true},
               {"lower", true},
               {"sign p", true},
               {"mean", true},
               {fmt::format("{:.4g} % interval", 100 * options.confidence), true},
               {"verdict"}},
              {}};
  for (std::size_t i = 0; i < std::min(of.models.size(), models_listed); ++i) {
    const ModelClaims& model = of.models[i];
    table.rows.push_back({model.model, std::to_string(model.n_pairs), std::to_string(model.n_lower),
                          chance_text(model.sign_p), or_dash(model.mean_drop), low_to_high(model.low, model.high),
                          in_words(model.verdict)});
  }
  return table;
}

Table claim_pairs_table(const ClaimAudit& of) {
  const bool several = of.models.size() > 1;
  Table table{"By benchmark", {}, {}};
  if (several) table.columns.push_back({"model"});
  for (const Column& column :
       {Column{"benchmark"}, Column{"claimed", true}, Column{"reproduced", true}, Column{"drop", true},
        Column{"se", true}, Column{"z", true}, Column{"q", true}, Column{"settings"}})
    table.columns.push_back(column);
  for (std::size_t i = 0; i < std::min(of.pairs.size(), pairs_listed); ++i) {
    const ClaimPair& pair = of.pairs[i];
    std::vector<std::string> row;
    if (several) row.push_back(pair.model);
    for (std::string cell : {pair.title, score_text(pair.claimed.score, pair.unit),
                             score_text(pair.reproduced.score, pair.unit), one_decimal(pair.drop), or_dash(pair.se),
                             or_dash(pair.z), chance_text(pair.q), std::string(name(pair.settings))})
      row.push_back(std::move(cell));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Differences with the benchmarks that have them, most first.
void add_differences(const ClaimAudit& of, std::vector<Block>& page) {
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  for (const ClaimPair& pair : of.pairs) {
    if (pair.settings != audit::Settings::differ) continue;
    const std::string text = difference_text(pair);
    auto at = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.first == text; });
    if (at == found.end()) at = found.insert(found.end(), {text, {}});
    at->second.push_back(of.models.size() > 1 ? fmt::format("{} on {}", pair.model, pair.title) : pair.title);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  for (std::size_t i = 0; i < std::min(found.size(), differences_listed); ++i)
    page.push_back(
        {fmt::format("Settings, claimed against reproduced: {} ({}).", found[i].first, join(found[i].second, ", ")),
         {}});
  if (found.size() > differences_listed)
    page.push_back(
        {fmt::format("{} more sets of settings differ; --format csv has all.", found.size() - differences_listed), {}});
}

/// `3 claims (A on X, ...)`; nothing for none.
std::string without_counterpart(const ClaimAudit& of, bool claimed) {
  std::vector<std::string> names;
  std::size_t n = 0;
  for (const Unmatched& one : of.unmatched) {
    if (one.claimed != claimed) continue;
    if (n++ < unmatched_listed) names.push_back(fmt::format("{} on {}", one.model, one.title));
  }
  if (n == 0) return {};
  if (n > unmatched_listed) names.emplace_back("...");
  return fmt::format("{} without a {} ({})", counted(n, claimed ? "claim" : "reproduction"),
                     claimed ? "reproduction" : "claim", join(names, ", "));
}

std::string not_compared(const ClaimAudit& of, const ClaimedFrom& from) {
  std::vector<std::string> parts{without_counterpart(of, true), without_counterpart(of, false)};
  if (of.n_neither > 0)
    parts.push_back(
        fmt::format("{} whose relationship is neither first_party nor third_party", counted(of.n_neither, "score")));
  if (!from.excluded.empty()) parts.push_back(fmt::format("rows that are no scores: {}", tally(from.excluded)));
  if (!from.not_selected.empty())
    parts.push_back(fmt::format("{} not selected", counted(from.not_selected.size(), "benchmark")));
  std::erase(parts, "");
  return parts.empty() ? "" : fmt::format("Not compared: {}.", join(parts, "; "));
}

std::vector<Block> page_of(const ClaimAudit& of, const ClaimedFrom& from) {
  std::vector<Block> page;
  page.push_back({summary_of(of), {}});
  if (!of.pairs.empty()) {
    const std::size_t shown = std::min(of.models.size(), models_listed);
    for (std::size_t i = 0; i < shown; ++i) page.push_back({why_text(of.models[i]), {}});
    page.push_back({{}, claim_models_table(of, from.claimed)});
    page.push_back({{}, claim_pairs_table(of)});
    if (of.models.size() > models_listed || of.pairs.size() > pairs_listed)
      page.push_back(
          {fmt::format("{} in all; --format csv has every pair, json every model.", counted(of.pairs.size(), "pair")),
           {}});
    add_differences(of, page);
    std::vector<std::string> exposures;
    for (std::size_t i = 0; i < shown; ++i)
      exposures.push_back(fmt::format("{}{}", of.models.size() > 1 ? of.models[i].model + ": " : "",
                                      exposure_text(of.models[i], from.claimed)));
    page.push_back(
        {fmt::format("Exposure, public items less private ones: {}. By the registry's access; it does not know "
                     "when a benchmark came out.",
                     join(exposures, "; ")),
         {}});
  }
  if (const std::string text = not_compared(of, from); !text.empty()) page.push_back({text, {}});
  for (const std::string& note : from.notes) page.push_back({fmt::format("Note: {}", note), {}});
  if (!of.pairs.empty())
    page.push_back(
        {fmt::format("drop: claimed - reproduced. se: of the drop, from score_se or the number of items, as if "
                     "the two were independent. q: two-sided p, adjusted over all pairs; a reproduction is "
                     "clearly lower from q <= {:.4g} on. lower: reproductions below the claim.",
                     from.claimed.fdr),
         {}});
  return page;
}

}  // namespace

std::string claimed(const ClaimAudit& audit, const ClaimedFrom& from, std::string_view format, const Style& style) {
  if (format == "json") return claimed_json(audit, from);
  if (format == "csv") return claimed_csv(audit);
  return render(page_of(audit, from), format, style);
}

}  // namespace gapcalc::emit
