#include <fmt/format.h>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

/// A value in its measure, for people.
std::string shown(Measure measure, double value) {
  switch (measure) {
    case Measure::months: return one_decimal(value);
    case Measure::ratio: return fmt::format("{:.2f}", value);
    case Measure::date: return to_string(Date{static_cast<std::int32_t>(std::lround(value))});
  }
  return {};
}

std::string estimate_of(const Quantity& q) { return q.estimate ? shown(q.measure, *q.estimate) : "n/a"; }

std::string interval_of(const Quantity& q) {
  if (!q.low) return q.reason;
  return fmt::format("{} to {}", shown(q.measure, *q.low), shown(q.measure, *q.high));
}

std::string_view words(Answer answer) {
  switch (answer) {
    case Answer::holds: return "Holds";
    case Answer::does_not_hold: return "Does not hold";
    case Answer::cannot_tell: return "Cannot tell";
  }
  return {};
}

std::string permutation_text(const infer::Permutation& test) {
  if (!test.p_value) return "No permutation test: it needs benchmarks of both access classes with levels.";
  return fmt::format(
      "Permutation test of the access label over whole benchmarks ({} private, {} public): a difference as large as {} "
      "months or larger, of either sign, in {:.2g}% of {} {}relabellings with levels.",
      test.n_private, test.n_public, one_decimal(std::abs(*test.difference)), 100 * *test.p_value, test.n_permutations,
      test.exact ? "" : "random ");
}

std::vector<Block> page_of(const infer::Comparison& comparison, const Options& options) {
  const std::string interval = fmt::format("{:.4g}% interval", options.smooth.confidence * 100);
  std::vector<Block> page;
  if (!comparison.claims.empty())
    page.push_back({comparison.claims.front().claim.source.empty()
                        ? "What is claimed:"
                        : fmt::format("What is claimed ({}):", comparison.claims.front().claim.source),
                    {}});
  for (const infer::ClaimAnswer& one : comparison.claims)
    page.push_back({fmt::format("{}: \"{}\" {}: {} ({} {}).", words(one.answer), one.claim.text, one.quantity.what,
                                estimate_of(one.quantity),
                                one.quantity.low ? interval : "no interval:", interval_of(one.quantity)),
                    {}});
  Table table{"Differences and ratios", {{"what"}, {"estimate", true}, {interval, true}}, {}};
  for (const Quantity& q : comparison.quantities) table.rows.push_back({q.what, estimate_of(q), interval_of(q)});
  page.push_back({{}, std::move(table)});
  page.push_back({permutation_text(comparison.permutation), {}});
  page.push_back(
      {fmt::format("In months, unless dates or ratios.{} A claim holds when the whole interval lies inside it, and "
                   "does not hold when all of it lies outside. The smallest level was looked for, so growth "
                   "since then leans to yes.",
                   options.smooth.band == BandKind::none
                       ? std::string(" Without a band there are no intervals.")
                       : fmt::format(" All intervals are from {} draws ({}), the same for all but the last row.",
                                     options.smooth.resamples, name(options.smooth.band))),
       {}});
  return page;
}

std::string csv_of(const infer::Comparison& comparison) {
  CsvWriter out(csv_header("comparison.csv"));
  const auto value = [](const Quantity& q, std::optional<double> v) {
    return !v ? std::string() : q.measure == Measure::date ? shown(q.measure, *v) : exact(*v);
  };
  for (const Quantity& q : comparison.quantities) {
    std::string claims, answers;
    for (const infer::ClaimAnswer& one : comparison.claims) {
      if (one.claim.quantity != q.id) continue;
      claims += (claims.empty() ? "" : " ") + one.claim.id;
      answers += fmt::format("{}{}", answers.empty() ? "" : " ", name(one.answer));
    }
    out.cell(q.id).cell(q.what).cell(name(q.measure)).cell(value(q, q.estimate)).cell(value(q, q.low));
    out.cell(value(q, q.high)).count(q.n_draws).cell(q.reason).cell(claims).cell(answers).end_row();
  }
  return out.take();
}

std::string json_of(const infer::Comparison& comparison, const Compared& from) {
  Json document = head_json("comparison", from, {"by", "simultaneous"});
  document["options"]["country"] = from.country;
  document["options"]["claims"] = text_json(from.claims);
  Json claims = Json::array();
  for (const infer::ClaimAnswer& one : comparison.claims) {
    claims.push_back({{"id", one.claim.id},
                      {"text", one.claim.text},
                      {"source", text_json(one.claim.source)},
                      {"quantity", one.claim.quantity},
                      {"low", measured_json(one.quantity, one.claim.low)},
                      {"high", measured_json(one.quantity, one.claim.high)},
                      {"answer", name(one.answer)}});
  }
  const infer::Permutation& test = comparison.permutation;
  document.update({{"quantities", quantities_json(comparison.quantities)},
                   {"permutation",
                    {{"n_private", test.n_private},
                     {"n_public", test.n_public},
                     {"difference", number_json(test.difference)},
                     {"p_value", number_json(test.p_value)},
                     {"n_permutations", test.n_permutations},
                     {"exact", test.exact}}},
                   {"claims", claims}});
  return to_text(document);
}

}  // namespace

std::string comparison(const infer::Comparison& comparison, const Compared& from, std::string_view format,
                       const Style& style) {
  if (format == "csv") return csv_of(comparison);
  if (format == "json") return json_of(comparison, from);
  return render(with_filters(page_of(comparison, from.options), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
