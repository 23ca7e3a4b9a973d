#include "gapcalc/sensitivity.hpp"

#include <fmt/format.h>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using infer::BandwidthErrors;
using infer::Choice;
using infer::Sensitivity;
using infer::Specification;
using infer::SpecifiedLevel;

std::string csv_of(const Sensitivity& result) {
  CsvWriter out(csv_header("sensitivity.csv"));
  for (const Specification& row : result.rows) {
    for (const SpecifiedLevel& one : row.series) {
      out.count(row.id).truth(row.is_default());
      out.cell(row.choice ? name(*row.choice) : "");
      out.cell(row.choice ? row.values[static_cast<std::size_t>(*row.choice)] : "");
      for (const std::string& value : row.values) out.cell(value);
      out.cell(one.series).count(one.n_datapoints).date(one.date).number(one.level).number(one.low).number(one.high);
      out.number(one.change).cell(one.reason).end_row();
    }
  }
  return out.take();
}

std::string errors_csv(const Sensitivity& result) {
  CsvWriter out(csv_header("cross-validation.csv"));
  for (const BandwidthErrors& one : result.cross_validation)
    for (std::size_t b = 0; b < one.bandwidths.size(); ++b)
      out.cell(one.series)
          .number(one.bandwidths[b])
          .number(one.error[b])
          .count(one.n_predicted)
          .count(one.n_datapoints)
          .truth(one.best == one.bandwidths[b])
          .end_row();
  return out.take();
}

/// One record for each specification and series, as the CSV has.
Json records_json(const Sensitivity& result) {
  Json records = Json::array();
  for (const Specification& row : result.rows) {
    for (const SpecifiedLevel& one : row.series) {
      Json record = {{"specification", row.id}, {"is_default", row.is_default()}};
      record["choice"] = row.choice ? Json(name(*row.choice)) : Json();
      record["value"] = row.choice ? Json(row.values[static_cast<std::size_t>(*row.choice)]) : Json();
      for (std::size_t c = 0; c < infer::n_choices; ++c)
        record[std::string(name(static_cast<Choice>(c)))] = text_json(row.values[c]);
      record.update(level_json(one));
      records.push_back(std::move(record));
    }
  }
  return records;
}

std::string json_of(const Sensitivity& result, const Source& from) {
  Json errors = Json::array();
  for (const BandwidthErrors& one : result.cross_validation) {
    Json list = Json::array();
    for (std::size_t b = 0; b < one.bandwidths.size(); ++b)
      list.push_back({{"bandwidth_days", one.bandwidths[b]}, {"error", number_json(one.error[b])}});
    errors.push_back({{"series", one.series},
                      {"n_datapoints", one.n_datapoints},
                      {"n_predicted", one.n_predicted},
                      {"best_bandwidth_days", number_json(one.best)},
                      {"errors", std::move(list)}});
  }
  Json document = head_json("sensitivity", from, {"simultaneous"});
  document.update({{"grid", result.grid},
                   {"specifications", records_json(result)},
                   {"cross_validation", errors},
                   {"notes", result.notes}});
  return to_text(document);
}

}  // namespace

std::string sensitivity(const Sensitivity& result, const Source& from, std::string_view format, const Style& style) {
  if (format == "csv") return csv_of(result);
  if (format == "cross-validation") return errors_csv(result);
  if (format == "json") return json_of(result, from);
  return render(with_filters(sensitivity_page(result, from.options), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
