// The one table of what a check can find.

#include <algorithm>
#include <array>

#include "gapcalc/check.hpp"

namespace gapcalc::audit {
namespace {

constexpr std::array<CodeInfo, 28> table = {{
    {Code::missing_column, "missing_column", Severity::error, "a column that the registry names is not in the file",
     "give the column's new name by --registry"},
    {Code::unreadable_file, "unreadable_file", Severity::error, "a score file cannot be read, or not to its end",
     "mend the file, or get it again"},
    {Code::no_records, "no_records", Severity::error, "not one row of a benchmark can be used",
     "see the reasons of its rows: model, score and release date are all needed"},
    {Code::bad_score, "bad_score", Severity::error, "the score is not a possible number",
     "correct the score, or the benchmark's unit and scale by --registry"},
    {Code::bad_date, "bad_date", Severity::error, "the release date is not a day from 1950 to 2100",
     "correct it, or leave it blank so that the model table's counts"},
    {Code::bad_text, "bad_text", Severity::error, "the row is not valid UTF-8", "save the file as UTF-8"},
    {Code::bad_row, "bad_row", Severity::error, "the row does not fit its table",
     "quote cells that hold commas, quotes or line ends"},
    {Code::unclassified_first, "unclassified_first", Severity::warning,
     "neither open nor closed, and would be a first crosser",
     "find out how the model was released, and say so in a file for --accessibility"},
    {Code::undated_best, "undated_best", Severity::warning, "no release date, and a score above all that have one",
     "find the release date, and put it into the row or the model table"},
    {Code::before_family, "before_family", Severity::warning, "released before the version whose name it extends",
     "check both release dates against the announcements"},
    {Code::before_name_date, "before_name_date", Severity::warning, "released before the day in its own name",
     "check the release date against the announcement"},
    {Code::conflicting_dates, "conflicting_dates", Severity::warning, "one version with several release dates",
     "keep the day on which the weights or the service came out"},
    {Code::conflicting_accessibility, "conflicting_accessibility", Severity::warning,
     "one version both open and not open, or closed and not closed",
     "class all its spellings alike in a file for --accessibility"},
    {Code::negative_gap, "negative_gap", Severity::warning, "the open model came before the closed one",
     "check both release dates, and whether closed models of that time were tested"},
    {Code::needs_review, "needs_review", Severity::warning, "a verdict was on other first crossers",
     "review the new pair, and give the verdict anew by --review"},
    {Code::claimed_only, "claimed_only", Severity::warning, "first there by a score that only its developer measured",
     "see what others measure: analyze --exclude-relationship first_party; audit tells whether claims hold"},
    {Code::stale_benchmark, "stale_benchmark", Severity::warning, "no new open or no new closed model for a year",
     "its gaps say little of today: test newer models, or leave it out by --benchmarks"},
    {Code::missing_benchmark, "missing_benchmark", Severity::warning, "part of the headline, but not in the dump",
     "was the file renamed? name it by --registry, or take the benchmark out of the headline there"},
    {Code::unknown_benchmark, "unknown_benchmark", Severity::warning, "a file or name that stands for no benchmark",
     "add an entry for it by --registry, or a row for the name by --aliases"},
    {Code::duplicate_model, "duplicate_model", Severity::warning, "a second row of a version in the model table",
     "keep one row for each version"},
    {Code::unclassified, "unclassified", Severity::note, "not known whether the weights are open or closed",
     "class the models in a file for --accessibility"},
    {Code::no_date, "no_date", Severity::note, "no release date is known",
     "put the release date into the row or the model table"},
    {Code::no_score, "no_score", Severity::note, "the score is missing", "nothing, if it was never measured"},
    {Code::no_model, "no_model", Severity::note, "the row names no model",
     "name the model version, if the row should count"},
    {Code::not_released, "not_released", Severity::note, "the model was never released",
     "nothing, if that is still so"},
    {Code::after_as_of, "after_as_of", Severity::note, "released after the as-of date",
     "nothing, if the as-of date is meant; else correct the release date"},
    {Code::conflicting_scores, "conflicting_scores", Severity::note, "one version with several scores on one benchmark",
     "keep the one measured as the others were; the highest counts"},
    {Code::input_note, "input_note", Severity::note, "what reading and comparing had to say", "see the text"},
}};

constexpr std::array<std::string_view, 3> severities = {"error", "warning", "note"};

}  // namespace

std::string_view name(Severity severity) { return severities[static_cast<std::size_t>(severity)]; }

std::span<const CodeInfo> codes() { return table; }

const CodeInfo& info(Code code) { return table[static_cast<std::size_t>(code)]; }

std::optional<Code> find_code(std::string_view name) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const CodeInfo& one) { return one.name == name; });
  return at == table.end() ? std::nullopt : std::optional(at->code);
}

}  // namespace gapcalc::audit
