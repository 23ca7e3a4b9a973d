#include "load/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/csv.hpp"

namespace gapcalc::load {

Accessibility read_accessibility(ByteStream& bytes, const std::string& path) {
  CsvTable table(bytes, path);
  const auto model = table.require("model");
  const auto accessibility = table.require("accessibility");
  Accessibility result;
  while (table.next()) {
    table.check_row(ErrorCode::bad_review);
    const std::string name{table.field(model)};
    if (name.empty()) table.refuse_row(ErrorCode::bad_review, "the row names no model", "name one, or remove the row");
    if (!result.emplace(name, table.field(accessibility)).second)
      table.refuse_row(ErrorCode::bad_review, fmt::format("a second row for '{}'", name), "keep one of them");
  }
  return result;
}

std::vector<Verdict> read_verdicts(ByteStream& bytes, const std::string& path) {
  CsvTable table(bytes, path);
  const auto benchmark = table.require("benchmark");
  const auto threshold = table.require("threshold");
  const auto verdict = table.require("verdict");
  const auto closed = table.find("closed_model"), open = table.find("open_model");
  const auto reviewer = table.find("reviewer"), date = table.find("date"), reason = table.find("reason");
  std::vector<Verdict> result;
  while (table.next()) {
    table.check_row(ErrorCode::bad_review);
    Verdict row;
    row.benchmark = table.field(benchmark);
    if (row.benchmark.empty()) table.refuse_row(ErrorCode::bad_review, "the row names no benchmark", "give its id");
    if (const auto text = table.field(threshold); !text.empty()) {
      row.threshold = parse_number(text);
      if (!row.threshold)
        table.refuse_row(ErrorCode::bad_review, fmt::format("'{}' is no threshold", text),
                         "write a number, or leave it blank for all");
    }
    const auto judgement = table.field(verdict);
    if (judgement != "accept" && judgement != "reject")
      table.refuse_row(ErrorCode::bad_review, fmt::format("'{}' is no verdict", judgement), "write accept or reject");
    row.accept = judgement == "accept";
    row.closed_model = table.field(closed);
    row.open_model = table.field(open);
    if (row.closed_model.empty() != row.open_model.empty())
      table.refuse_row(ErrorCode::bad_review, "only one model of the pair is named", "name both models, or neither");
    row.reviewer = table.field(reviewer);
    row.date = table.field(date);
    row.reason = table.field(reason);
    result.push_back(std::move(row));
  }
  return result;
}

std::vector<Milestone> read_milestones(ByteStream& bytes, const std::string& path) {
  CsvTable table(bytes, path);
  const auto date = table.require("date"), name = table.require("name");
  std::vector<Milestone> result;
  while (table.next()) {
    table.check_row(ErrorCode::bad_review);
    const auto day = parse_date(table.field(date));
    if (!day)
      table.refuse_row(ErrorCode::bad_review, fmt::format("'{}' is no date", table.field(date)), "write YYYY-MM-DD");
    if (table.field(name).empty())
      table.refuse_row(ErrorCode::bad_review, "the row has no name", "name the release, or remove the row");
    result.push_back({*day, std::string(table.field(name))});
  }
  std::sort(result.begin(), result.end(),
            [](const Milestone& a, const Milestone& b) { return std::tie(a.date, a.name) < std::tie(b.date, b.name); });
  return result;
}

}  // namespace gapcalc::load
