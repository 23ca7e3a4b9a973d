#pragma once
// What `load` hands to `cross`: score records, the models they are of, and the rows that could not be used.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/benchmark.hpp"
#include "gapcalc/chunked_vector.hpp"
#include "gapcalc/date.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc {

/// Marks an index that points at nothing.
inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

/// A model version with what is known of its release. Texts are trimmed.
struct Model {
  std::string name;           ///< version string, as the source spells it
  std::string organization;   ///< may be a list, separated by commas
  std::string country;        ///< may be a list, separated by commas
  std::string accessibility;  ///< for instance `Open weights (unrestricted)`; overrides are applied already
  std::string group{};        ///< the model that this is a version of; with LoadOptions::with_groups, else empty
  std::string group_key{};    ///< the same for the versions that the capability index takes together
  std::optional<double> published_index{};  ///< of the group in the hub's own fit
};

/// Open, closed or neither, by the accessibility text (METHOD, section 2): it begins with `Open weights`; it is
/// `API access` or `Hosted access (no API)`; it is `Unreleased`; anything else.
enum class Weights { open, closed, not_released, unclassified };
Weights weights(std::string_view accessibility);

/// Where a score comes from.
struct Origin {
  std::uint32_t file = 0;    ///< index into Dataset::files
  std::string source;        ///< text or address, may be empty
  std::string relationship;  ///< who measured: first_party, third_party, collaborative, other, or empty
  std::string settings{};    ///< how it was measured, for instance `5-shot; chain-of-thought`, or empty
};

/// Who measured a score: first_party (who made the model), third_party, collaborative, other. As the record says; where
/// it does not, as its board (Provenance::verdict): first_party on self-reported ones, third_party on independent ones
/// and on those with a caveat. Empty where neither tells.
std::string_view evaluator(const Origin& origin, const Benchmark& benchmark);
/// All that evaluator() can be but empty.
std::vector<std::string> all_evaluators();

/// One score of one model on one benchmark (METHOD, section 1). 32 bytes; millions of them are normal.
struct Record {
  double score;          ///< in the benchmark's unit; fractions for `percent`
  double score_se;       ///< standard error in the same unit; NaN where unknown
  Date date;             ///< release date of the model
  std::uint32_t model;   ///< index into Dataset::models
  std::uint32_t origin;  ///< index into Dataset::origins
  std::uint32_t line;    ///< 1-based line in its file
};

/// The records of one benchmark.
struct BenchmarkRecords {
  Benchmark benchmark;
  ChunkedVector<Record> records;
  /// Per record the day on which its test began, empty where that is not known. Shorter than the records where no later
  /// one has a day; empty as a whole without LoadOptions::with_test_dates.
  std::vector<std::optional<Date>> test_dates{};
};

/// Why a row was not used. The names are stable: scripts count them.
enum class Reason : std::uint8_t {
  no_model,           ///< the row names no model
  no_score,           ///< blank, N/A, nan or inf
  no_date,            ///< neither the row nor the model table has a release date
  bad_score,          ///< not a number, or impossible in the benchmark's unit
  bad_date,           ///< not a day of the calendar, or outside 1950-2100
  bad_text,           ///< invalid UTF-8
  bad_row,            ///< not a row of this table (number of fields, broken JSON)
  unclassified,       ///< accessibility blank or unknown: neither open nor closed
  not_released,       ///< the model was never released
  not_in_group,       ///< left out by a country, organization or licence filter
  after_as_of,        ///< released after the as-of date
  duplicate_model,    ///< a second row for the same version in the model table
  other_evaluator,    ///< left out by a filter on who measured it
  no_standard_error,  ///< its lower bound is asked for, and nothing tells its standard error
  unknown_benchmark,  ///< a file, or a name in one, that stands for no benchmark
};

/// All of them, in order.
std::vector<Reason> all_reasons();
/// `no_model`, `bad_score`, ...
std::string_view name(Reason reason);
/// One short clause for people.
std::string_view describe(Reason reason);

/// A row (or file, where line is 0) that was not used.
struct Excluded {
  Reason reason;
  std::uint32_t file;                ///< index into Dataset::files
  std::uint32_t line;                ///< 1-based; 0 for a whole file
  std::uint32_t benchmark;           ///< index into Dataset::benchmarks, or no_index
  std::uint32_t model;               ///< index into Dataset::models, or no_index
  std::string detail;                ///< the offending text, or what is odd; may be empty
  std::optional<double> score = {};  ///< in the benchmark's unit, where a row lacks only a usable date
};

/// A score file that could not be read, or not to its end, where LoadOptions::keep_going asks for the rest.
struct Unread {
  std::string benchmark;  ///< id
  std::string file;       ///< as the user named it
  std::size_t line;       ///< 1-based; 0 where it has no place in the file
  ErrorCode code;
  std::string message, remedy;
};

/// A file that was read.
struct InputFile {
  std::string path;    ///< as the user named it
  std::string format;  ///< `hub-csv`, `hub-zip`, `zip`, `tidy-csv`, `tidy-json`, `registry`, `accessibility`,
                       ///< `verdicts`, `milestones`, `claims`, `statements`, `licences`, `board`, `models`,
                       ///< `aliases`, `unknown`, or one of load::input_formats()
  std::string sha256;  ///< of the bytes read, lower-case hexadecimal
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;  ///< score rows that became records

  /// It is of a hub dump.
  [[nodiscard]] bool of_dump() const { return format == "hub-csv" || format == "hub-zip"; }
};

/// A reviewer's judgement on the crossing of one benchmark at one threshold (METHOD, section 5, rule 1).
struct Verdict {
  std::string benchmark;
  std::optional<double> threshold;  ///< empty: every threshold of the benchmark
  bool accept = false;
  std::string closed_model, open_model;  ///< the pair judged; both empty: not tied to a pair
  std::string reviewer, date, reason;
};

/// A release that figures mark by name.
struct Milestone {
  Date date;
  std::string name;
};

/// All of an input.
struct Dataset {
  std::vector<InputFile> files;
  std::vector<Model> models;
  std::vector<Origin> origins;
  std::vector<BenchmarkRecords> benchmarks;  ///< the benchmarks asked for, in registry order, then by id
  std::vector<std::string> not_selected;     ///< ids of benchmarks in the input that were not asked for
  std::vector<std::string> missing;          ///< titles of benchmarks asked for that the input does not have
  std::vector<Excluded> excluded;            ///< rows that are no records, in order of file and line
  std::vector<Unread> unread;                ///< score files of benchmarks asked for, by name; only with keep_going
  std::vector<Verdict> verdicts;
  std::vector<Milestone> milestones;  ///< by date, then name
  std::optional<Date> as_of;          ///< stated by the input itself (a data folder's registry)
  std::optional<Date> latest;         ///< latest release in the input, of models that were released
  std::vector<std::string> notes;     ///< things a user should know that are no error
};

}  // namespace gapcalc
