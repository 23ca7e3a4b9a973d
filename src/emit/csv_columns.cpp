#include "emit/csv_columns.hpp"

#include <algorithm>
#include <array>

namespace gapcalc::emit {
namespace {

constexpr std::string_view in_months = "months of 30.4375 days", in_units = "the benchmark's, fractions for percent";

constexpr CsvColumn datapoints_columns[] = {
    {"benchmark", "string", "", "id of the benchmark"},
    {"access", "string", "", "are its test items public or private"},
    {"category", "string", "", "its subject"},
    {"provenance", "string", "", "verdict on who measured: independent, caveat, self-reported, unknown"},
    {"threshold", "number", in_units, "score to be reached"},
    {"closed_model", "string", "", "first crosser of the closed (leading) group"},
    {"closed_date", "date", "", "its release"},
    {"closed_score", "number", in_units, "its score"},
    {"open_model", "string", "", "first crosser of the open (following) group"},
    {"open_date", "date", "", "its release"},
    {"open_score", "number", in_units, "its score"},
    {"gap_days", "integer", "days", "open date - closed date"},
    {"gap_months", "number", in_months, "the same"},
};
constexpr CsvColumn crossings_columns[] = {
    {"benchmark", "string", "", "id of the benchmark"},
    {"threshold", "number", in_units, "score to be reached"},
    {"closed_model", "string", "", "first crosser of the closed (leading) group"},
    {"closed_date", "date", "", "its release"},
    {"closed_score", "number", in_units, "its score"},
    {"open_model", "string", "", "first crosser of the open (following) group; blank while still open"},
    {"open_date", "date", "", "its release"},
    {"open_score", "number", in_units, "its score"},
    {"gap_days", "integer", "days", "open date - closed date"},
    {"gap_months", "number", in_months, "the same"},
    {"gap_so_far_days", "integer", "days", "as-of date - closed date, while still open"},
    {"status", "string", "", "accepted, duplicate, rejected, needs_review, still_open"},
    {"reason", "string", "", "stable code, then words"},
};
constexpr CsvColumn trends_columns[] = {
    {"series", "string", "", "for instance public"},
    {"split", "string", "", "what divides the series, for instance access"},
    {"date", "date", "", "of the grid"},
    {"level_months", "number", in_months, "smoothed gap; blank where the kernel mass is too small"},
    {"low_months", "number", in_months, "lower end of the band; blank where it is withheld"},
    {"high_months", "number", in_months, "upper end of the band"},
    {"simultaneous_low_months", "number", in_months, "lower end of the band over the whole curve"},
    {"simultaneous_high_months", "number", in_months, "upper end of it"},
    {"band_state", "string", "", "shown, thin, or why the band is withheld"},
    {"kernel_mass", "number", "", "sum of weights"},
    {"ess", "number", "", "Kish's effective size"},
    {"n_benchmarks", "integer", "", "benchmarks with more than 5 % of the weight"},
    {"n_open_models", "integer", "", "open models with more than 5 % of the weight"},
    {"n_resamples", "integer", "", "resamples with a level there"},
};
constexpr CsvColumn benchmarks_columns[] = {
    {"benchmark", "string", "", "id"},
    {"title", "string", "", "name for people"},
    {"access", "string", "", "are its test items public or private"},
    {"category", "string", "", "its subject"},
    {"unit", "string", "", "of its scores: fraction, percent, minutes, points, usd"},
    {"n_open", "integer", "", "distinct open models tested"},
    {"n_closed", "integer", "", "distinct closed models tested"},
    {"first_date", "date", "", "release of the first model tested"},
    {"last_date", "date", "", "release of the last model tested"},
    {"floor", "number", in_units, "validity floor"},
    {"n_crossings", "integer", "", "thresholds that the closed group reached"},
    {"n_still_open", "integer", "", "of them, not reached by the open group"},
    {"n_datapoints", "integer", "", "of them, accepted"},
    {"evaluator", "string", "", "who ran the evaluations"},
    {"hub", "string", "", "the hub runs them or mirrors a board"},
    {"verdict", "string", "", "verdict on who measured: independent, caveat, self-reported, unknown"},
    {"caveat", "string", "", "the same in words"},
    {"link", "string", "", "address of the board"},
};
constexpr CsvColumn excluded_columns[] = {
    {"reason", "string", "", "stable code"},
    {"file", "string", "", "as named by the user"},
    {"line", "integer", "", "1 is the first; blank for a whole file"},
    {"benchmark", "string", "", "id, where known"},
    {"model", "string", "", "name, where known"},
    {"detail", "string", "", "the offending text, or what is odd"},
};

constexpr Columns all_columns[] = {
    {"datapoints", "an accepted gap", datapoints_columns},
    {"crossings", "a threshold that the closed group reached", crossings_columns},
    {"trends", "a series at a date of its grid", trends_columns},
    {"benchmarks", "a benchmark", benchmarks_columns},
    {"excluded", "a row or file that was not used", excluded_columns},
};

}  // namespace

std::span<const Columns> csv_columns() { return all_columns; }

std::string csv_header(std::string_view table) {
  const auto at =
      std::find_if(std::begin(all_columns), std::end(all_columns), [&](const Columns& c) { return c.table == table; });
  std::string header;
  for (const CsvColumn& column : at->list) (header += header.empty() ? "" : ",") += column.name;
  return header;
}

}  // namespace gapcalc::emit
