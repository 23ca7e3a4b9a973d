#include "emit/selection_data.hpp"

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"

namespace gapcalc::emit {
namespace {

using audit::BenchmarkTests;
using audit::Implied;
using audit::OrganizationTests;
using audit::PeriodCounts;
using audit::Selected;
using audit::Selection;

std::string_view group_of(const Selected& one) { return one.open ? "open" : "closed"; }

std::string crossers_csv(const Selection& of) {
  CsvWriter out(csv_header("selection.csv"));
  for (const Selected& one : of.crossers) {
    out.cell(one.benchmark).number(one.threshold).cell(group_of(one)).cell(one.crosser.model);
    out.date(one.crosser.date).cell(one.crosser.organization).cell(one.family).number(one.crosser.score);
    out.cell(name(one.unit)).count(one.family_n).count(one.organization_n).cell(one.reason);
    out.number(one.se).cell(name(one.se_from)).number(one.margin).number(one.margin_ses).cell(one.next_model);
    out.number(one.next_score).number(one.distance).number(one.inflation).number(one.organization_inflation);
    out.end_row();
  }
  return out.take();
}

std::string coverage_csv(const Selection& of) {
  CsvWriter out(csv_header("selection-coverage.csv"));
  const auto period = [&](std::string_view benchmark, std::string_view access, const PeriodCounts& one) {
    out.cell(benchmark).cell(access).cell(one.period).count(one.models.open).count(one.models.closed);
    for (int i = 0; i < 6; ++i) out.cell("");
    out.end_row();
  };
  for (const BenchmarkTests& one : of.benchmarks) {
    out.cell(one.benchmark).cell(one.access).cell("").count(one.models.open).count(one.models.closed);
    out.date(one.last_open).date(one.last_closed).number(one.open_delay.median).count(one.open_delay.n);
    out.number(one.closed_delay.median).count(one.closed_delay.n).end_row();
    for (const PeriodCounts& counts : one.periods) period(one.benchmark, one.access, counts);
  }
  for (const PeriodCounts& counts : of.periods) period("", "", counts);
  return out.take();
}

std::string organizations_csv(const Selection& of) {
  CsvWriter out(csv_header("selection-organizations.csv"));
  for (const OrganizationTests& one : of.organizations)
    out.cell(one.organization).count(one.tests).number(one.share).count(one.first).number(one.first_share).end_row();
  return out.take();
}

std::string statements_csv(const Selection& of) {
  CsvWriter out(csv_header("selection-statements.csv"));
  for (const Implied& one : of.statements) {
    out.cell(one.statement.id).cell(one.statement.source).date(one.statement.date).count(one.statement.n);
    out.number(one.statement.gain)
        .count(one.statement.votes)
        .number(one.expected)
        .number(one.sigma)
        .number(one.takes_votes);
    out.number(one.votes_se).number(one.votes_gain).cell(one.statement.link).end_row();
  }
  return out.take();
}

Json crosser_of_json(const Selected& one) {
  return {{"benchmark", one.benchmark},
          {"title", one.title},
          {"threshold", one.threshold},
          {"group", group_of(one)},
          {"model", one.crosser.model},
          {"release_date", to_string(one.crosser.date)},
          {"organization", text_json(one.crosser.organization)},
          {"family", text_json(one.family)},
          {"score", one.crosser.score},
          {"unit", name(one.unit)},
          {"family_n", count_json(one.family_n)},
          {"organization_n", count_json(one.organization_n)},
          {"reason", text_json(one.reason)},
          {"se", number_json(one.se)},
          {"se_from", name(one.se_from)},
          {"margin", one.margin},
          {"margin_ses", number_json(one.margin_ses)},
          {"next_model", text_json(one.next_model)},
          {"next_score", number_json(one.next_score)},
          {"distance", number_json(one.distance)},
          {"inflation", number_json(one.inflation)},
          {"organization_inflation", number_json(one.organization_inflation)}};
}

Json counts_json(const audit::TestCounts& counts) { return {{"open", counts.open}, {"closed", counts.closed}}; }

Json periods_json(const std::vector<PeriodCounts>& periods) {
  Json list = Json::array();
  for (const PeriodCounts& one : periods) list.push_back({{"period", one.period}, {"models", counts_json(one.models)}});
  return list;
}

Json delay_json(const audit::TestDelay& delay) {
  return {{"n", delay.n}, {"median_days", number_json(delay.median)}, {"reason", text_json(delay.reason)}};
}

Json tests_json(const BenchmarkTests& one) {
  return {{"benchmark", one.benchmark},
          {"title", one.title},
          {"access", one.access},
          {"models", counts_json(one.models)},
          {"last_open", date_json(one.last_open)},
          {"last_closed", date_json(one.last_closed)},
          {"open_delay", delay_json(one.open_delay)},
          {"closed_delay", delay_json(one.closed_delay)},
          {"periods", periods_json(one.periods)}};
}

Json statement_json(const Implied& one) {
  return {{"id", one.statement.id},
          {"source", one.statement.source},
          {"date", date_json(one.statement.date)},
          {"n", one.statement.n},
          {"gain", one.statement.gain},
          {"votes", count_json(one.statement.votes)},
          {"link", text_json(one.statement.link)},
          {"expected_maximum", one.expected},
          {"sigma", one.sigma},
          {"takes_votes", number_json(one.takes_votes)},
          {"votes_se", number_json(one.votes_se)},
          {"votes_gain", number_json(one.votes_gain)}};
}

}  // namespace

std::string selection_csv(const Selection& of, std::string_view table) {
  if (table == "coverage") return coverage_csv(of);
  if (table == "organizations") return organizations_csv(of);
  return table == "statements" ? statements_csv(of) : crossers_csv(of);
}

std::string selection_json(const Selection& of, const SelectedFrom& from) {
  Json document = head_json("selection", from,
                            {"by", "bandwidth_days", "step_days", "min_mass", "min_draw_mass", "level", "band",
                             "show_band", "simultaneous", "resamples", "confidence", "seed"});
  document["options"]["period"] = name(from.period);
  document["options"]["statements"] = text_json(from.statements);
  Json crossers = Json::array(), statements = Json::array(), benchmarks = Json::array(), organizations = Json::array();
  for (const Selected& one : of.crossers) crossers.push_back(crosser_of_json(one));
  for (const Implied& one : of.statements) statements.push_back(statement_json(one));
  for (const BenchmarkTests& one : of.benchmarks) benchmarks.push_back(tests_json(one));
  for (const OrganizationTests& one : of.organizations)
    organizations.push_back({{"organization", one.organization},
                             {"tests", one.tests},
                             {"share", one.share},
                             {"first", one.first},
                             {"first_share", number_json(one.first_share)}});
  document.update({{"frontier_only", of.frontier_only},
                   {"crossers", crossers},
                   {"statements", statements},
                   {"benchmarks", benchmarks},
                   {"periods", periods_json(of.periods)},
                   {"organizations", organizations},
                   {"excluded", by_reason_json(from.excluded)},
                   {"notes", from.notes}});
  return to_text(document);
}

}  // namespace gapcalc::emit
