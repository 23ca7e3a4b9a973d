// The machine-readable forms of gapcalc audit.

#include "emit/claimed_data.hpp"

#include <fmt/format.h>

#include <map>

#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"

namespace gapcalc::emit {
namespace {

using audit::ClaimAudit;
using audit::ClaimPair;
using audit::Measured;
using audit::ModelClaims;
using audit::Unmatched;

Json one_side_json(const Measured& one) {
  return {{"score", one.score},
          {"se", number_json(one.se)},
          {"se_from", name(one.se_from)},
          {"settings", text_json(one.settings)},
          {"source", text_json(one.source)},
          {"file", one.file},
          {"line", one.line},
          {"n_scores", one.n_scores}};
}

Json claim_pair_json(const ClaimPair& pair) {
  Json differ = Json::array();
  for (const audit::SettingsDifference& one : pair.differ)
    differ.push_back({{"aspect", one.aspect}, {"claimed", one.claimed}, {"reproduced", one.reproduced}});
  return {{"model", pair.model},
          {"benchmark", pair.benchmark},
          {"title", pair.title},
          {"access", pair.access},
          {"unit", name(pair.unit)},
          {"claimed", one_side_json(pair.claimed)},
          {"reproduced", one_side_json(pair.reproduced)},
          {"taken_as", name(pair.taken)},
          {"drop", pair.drop},
          {"se", number_json(pair.se)},
          {"z", number_json(pair.z)},
          {"p", number_json(pair.p)},
          {"q", number_json(pair.q)},
          {"settings", name(pair.settings)},
          {"differ", differ}};
}

Json claim_model_json(const ModelClaims& model) {
  const audit::Exposure& of = model.exposure;
  return {{"model", model.model},
          {"verdict", name(model.verdict)},
          {"why", model.why},
          {"n_pairs", model.n_pairs},
          {"n_lower", model.n_lower},
          {"n_higher", model.n_higher},
          {"n_equal", model.n_equal},
          {"n_clearly_lower", model.n_clearly_lower},
          {"n_clearly_higher", model.n_clearly_higher},
          {"n_settings_differ", model.n_differ},
          {"n_settings_unknown", model.n_unknown},
          {"sign_p", model.sign_p},
          {"n_points", model.n_points},
          {"mean_drop", number_json(model.mean_drop)},
          {"low", number_json(model.low)},
          {"high", number_json(model.high)},
          {"reason", text_json(model.reason)},
          {"exposure",
           {{"n_public", of.n_public},
            {"n_private", of.n_private},
            {"public_drop", number_json(of.public_drop)},
            {"private_drop", number_json(of.private_drop)},
            {"difference", number_json(of.difference)},
            {"low", number_json(of.low)},
            {"high", number_json(of.high)},
            {"reason", text_json(of.reason)}}}};
}

}  // namespace

std::string difference_text(const ClaimPair& pair) {
  std::vector<std::string> parts;
  for (const audit::SettingsDifference& one : pair.differ) {
    const std::string claimed = join(one.claimed, ", "), reproduced = join(one.reproduced, ", ");
    parts.push_back(fmt::format("{}: {}", one.aspect,
                                claimed.empty()      ? "reproduced with " + reproduced
                                : reproduced.empty() ? "claimed with " + claimed
                                                     : fmt::format("{} against {}", claimed, reproduced)));
  }
  return join(parts, "; ");
}

std::string claimed_csv(const ClaimAudit& of) {
  CsvWriter out(csv_header("audit.csv"));
  std::map<std::string_view, audit::ClaimVerdict> verdicts;
  for (const ModelClaims& model : of.models) verdicts.emplace(model.model, model.verdict);
  const auto measured = [&](const Measured& one) {
    out.number(one.score).number(one.se).cell(name(one.se_from)).cell(one.settings).count(one.n_scores);
  };
  const auto blanks = [&](int n) {
    for (int i = 0; i < n; ++i) out.cell("");
  };
  for (const ClaimPair& pair : of.pairs) {
    out.cell("pair").cell(pair.model).cell(pair.benchmark).cell(pair.access).cell(name(pair.unit));
    measured(pair.claimed);
    measured(pair.reproduced);
    out.number(pair.drop).number(pair.se).number(pair.z).number(pair.p).number(pair.q).cell(name(pair.taken));
    out.cell(name(pair.settings)).cell(difference_text(pair)).cell(name(verdicts.at(pair.model))).end_row();
  }
  for (const Unmatched& one : of.unmatched) {
    out.cell(one.claimed ? "only_claimed" : "only_reproduced").cell(one.model).cell(one.benchmark).cell("");
    out.cell(name(one.unit));
    if (!one.claimed) blanks(5);
    out.number(one.score);
    blanks(3);
    out.count(one.n_scores);
    blanks(one.claimed ? 14 : 9);
    out.end_row();
  }
  return out.take();
}

std::string claimed_json(const ClaimAudit& of, const ClaimedFrom& from) {
  Json document = opening_json("audit");
  document["inputs"] = inputs_json(from.inputs);
  document["options"] = {{"benchmarks", from.options.load.benchmarks},
                         {"registry", text_json(from.options.load.registry)},
                         {"claimed", text_json(from.claims)},
                         {"reproduced", text_json(from.reproductions)},
                         {"fdr", from.claimed.fdr},
                         {"confidence", from.claimed.confidence},
                         {"min_pairs", from.claimed.min_pairs},
                         {"margin", from.claimed.margin}};
  Json models = Json::array(), pairs = Json::array(), unmatched = Json::array();
  for (const ModelClaims& model : of.models) models.push_back(claim_model_json(model));
  for (const ClaimPair& pair : of.pairs) pairs.push_back(claim_pair_json(pair));
  for (const Unmatched& one : of.unmatched)
    unmatched.push_back({{"model", one.model},
                         {"benchmark", one.benchmark},
                         {"unit", name(one.unit)},
                         {"side", one.claimed ? "claimed" : "reproduced"},
                         {"score", one.score},
                         {"n_scores", one.n_scores}});
  document.update({{"n_claims", of.n_claims},
                   {"n_reproductions", of.n_reproductions},
                   {"n_neither", of.n_neither},
                   {"models", models},
                   {"pairs", pairs},
                   {"unmatched", unmatched},
                   {"not_selected", from.not_selected},
                   {"excluded", by_reason_json(from.excluded)},
                   {"notes", from.notes}});
  return to_text(document);
}

}  // namespace gapcalc::emit
