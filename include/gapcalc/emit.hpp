#pragma once
// Stage 4: Analysis -> bytes. One function per format behind one signature.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/analysis.hpp"
#include "gapcalc/board_shares.hpp"
#include "gapcalc/calibrate.hpp"
#include "gapcalc/catch_up.hpp"
#include "gapcalc/check.hpp"
#include "gapcalc/claimed.hpp"
#include "gapcalc/compare.hpp"
#include "gapcalc/correct.hpp"
#include "gapcalc/diff.hpp"
#include "gapcalc/explain.hpp"
#include "gapcalc/fetch.hpp"
#include "gapcalc/index.hpp"
#include "gapcalc/index_gaps.hpp"
#include "gapcalc/influence.hpp"
#include "gapcalc/private_testing.hpp"
#include "gapcalc/selection.hpp"
#include "gapcalc/sensitivity.hpp"
#include "gapcalc/what_if.hpp"

namespace gapcalc::emit {

/// How a table or a chart may look on the screen it goes to.
struct Style {
  bool colour = false;
  int width = 80;       ///< columns of the screen
  bool unicode = true;  ///< charts may use more than ASCII
  bool chart = false;   ///< the table of an analysis comes with a chart of its trends
};

/// A file of a multi-file output.
struct File {
  std::string name;  ///< for instance `trends.csv`
  std::string bytes;
};

/// A format of the analysis as a single text.
struct Format {
  std::string_view name;
  std::string (*emit)(const Analysis&, const Style&);
};
/// All formats of `gapcalc analyze`: table, markdown, csv, json, vega-lite. The csv of this list is datapoints.csv, the
/// vega-lite the trend.
std::span<const Format> formats();

/// A picture of the analysis as a Vega-Lite v6 spec with its data inline.
struct Figure {
  std::string_view name;
  bool of_benchmark;  ///< shows one benchmark
  /// The spec; `benchmark`: id of the one to show. Throws Error (bad_option) where the analysis does not have it.
  std::string (*emit)(const Analysis&, std::string_view benchmark);
};
/// trend, timeline, frontiers, coverage; with `corrected`, those of an analysis with Analysis::latent, too: correction,
/// missing-tests, index.
std::span<const Figure> figures(bool corrected = false);

/// Months behind over time as text: a line per access series (`all` where there is no other), its band and the
/// datapoints. No line is wider than `style.width`, which is 40 at least.
std::string trend_chart(const Analysis& analysis, const Style& style);

/// All formats of `gapcalc timeline`: table, csv, json; for an analysis of one benchmark, which needs no trends.
std::span<const Format> timeline_formats();

/// A table of the analysis as CSV; `name` is also that of its file, without `.csv`.
struct CsvTable {
  std::string_view name;
  std::string (*emit)(const Analysis&);
};
/// datapoints, crossings, trends, benchmarks, excluded; with `corrected`, those of an analysis with Analysis::latent,
/// too: corrected, corrected-trends, missing-tests.
std::span<const CsvTable> csv_tables(bool corrected = false);

/// All of them as files: datapoints.csv, ...
std::vector<File> csv_files(const Analysis& analysis);

/// datapackage.json of these files: what their columns are, in which units, from which sources, under which licence. A
/// Frictionless data package (specs.frictionlessdata.io, Tabular Data Package 1.0).
std::string data_package(const Analysis& analysis, std::span<const File> tables);

/// The analysis as one HTML page that needs no other file and no network. Where the libraries that draw figures are not
/// compiled in, it has their captions and tables, and says so.
std::string report(const Analysis& analysis);

/// The registry, as `gapcalc benchmarks` prints it; `format` is table, markdown, csv or json.
std::string benchmarks(std::span<const Benchmark> registry, std::string_view format, const Style& style);

/// What a result was made from.
struct Source {
  Options options;
  std::optional<Date> as_of;      ///< the day looked from; empty where there are no scores
  std::vector<InputFile> inputs;  ///< all files that were read
};

/// The time to catch up, as `gapcalc catch-up` prints it; `format` is table, markdown, csv (the series) or json.
std::string catch_up(const infer::CatchUp& result, std::span<const InputFile> inputs, std::string_view format,
                     const Style& style);

/// What a comparison was made from; its claims are the last of the inputs.
struct Compared : Source {
  std::string country;  ///< whose open models alone were set against all
  std::string claims;   ///< path of the claims; empty: the built-in ones
};

/// What `gapcalc compare` prints; `format` is table, markdown, csv or json.
std::string comparison(const infer::Comparison& comparison, const Compared& from, std::string_view format,
                       const Style& style);

/// What `gapcalc calibrate` prints; `format` is table, markdown, csv or json.
std::string calibration(std::span<const infer::Coverage> table, const infer::CalibrateOptions& calibrate,
                        const Source& from, std::string_view format, const Style& style);

/// What `gapcalc calibrate --correction` prints; `format` is table, markdown, csv or json.
std::string correction_check(const latent::CorrectionChecks& checks, const latent::CheckOptions& check,
                             const Source& from, std::string_view format, const Style& style);

/// What `gapcalc check` prints; `format` is table, markdown, csv or json. Table and markdown show a few findings of
/// each code and say how many more there are, or, with `all`, every one; the others have every one.
std::string findings(const audit::Check& check, const Source& from, std::string_view format, const Style& style,
                     bool all);

/// What an audit of claims was made from.
struct ClaimedFrom : Source {
  audit::ClaimedOptions claimed;
  std::string claims, reproductions;       ///< paths, where the two were given apart; else empty
  std::map<Reason, std::size_t> excluded;  ///< rows that were not used
  std::vector<std::string> not_selected;   ///< ids of benchmarks that were not asked for
  std::vector<std::string> notes;          ///< of the inputs
};
/// What `gapcalc audit` prints; `format` is table, markdown, csv or json.
std::string claimed(const audit::ClaimAudit& audit, const ClaimedFrom& from, std::string_view format,
                    const Style& style);

/// What selection effects were told from; its statements are the last of the inputs where a file gave them.
struct SelectedFrom : Source {
  audit::Period period = audit::Period::year;
  std::string statements;                  ///< path; empty: the built-in ones
  std::map<Reason, std::size_t> excluded;  ///< rows that were not used
  std::vector<std::string> notes;          ///< of the input and its crossings
};
/// What `gapcalc selection` prints; `format` is table, markdown, csv, json or vega-lite, `table` that of the csv:
/// crossers, coverage, organizations or statements.
std::string selection(const audit::Selection& selection, const SelectedFrom& from, std::string_view format,
                      std::string_view table, const Style& style);

/// What `gapcalc selection --board` prints; `format` is table, markdown, csv or json, `table` that of the csv: models
/// or shares.
std::string board_shares(const audit::BoardShares& shares, const Board& board, const audit::BoardOptions& options,
                         std::string_view format, std::string_view table, const Style& style);

/// What `gapcalc selection --simulate` prints; `format` is table, markdown, csv or json.
std::string private_testing(std::span<const audit::TestingResult> results, const audit::TestingOptions& options,
                            std::string_view format, const Style& style);

/// An explanation, with what is corrected of it where that was asked for.
struct Explained {
  const audit::Explanation& explanation;
  bool with_correction = false;
  std::optional<latent::CorrectedGap> gap;  ///< empty where the crossing does not count
};

/// What `gapcalc explain` prints; `format` is table, markdown or json.
std::string explanation(const Explained& of, const Source& from, std::string_view format, const Style& style);

/// What `gapcalc fetch` prints of the file at `path`; `newest` is the last release in it, empty where it was not read.
/// `format` is table or json.
std::string fetched(const fetch::Fetched& fetched, const std::string& path, std::optional<Date> newest,
                    std::string_view format);

/// Where a file is from, as it lies beside it in FILE.provenance.json.
std::string provenance(const fetch::Receipt& receipt, std::string_view file);

/// One side of `gapcalc diff`.
struct DiffSide : Source {
  std::string path;                ///< as the user named it
  bool stored = false;             ///< the JSON of an analysis, of which only that is known
  std::string version;             ///< of the program that analyzed it
  std::vector<std::string> notes;  ///< of its analysis
};
/// Both sides of it.
struct Diffed {
  DiffSide before, after;
  bool all_rows = false;  ///< lists are not cut
};

/// The options and the day of the later side, and the inputs of both.
Source source_of(const Diffed& from);

/// What `gapcalc diff` prints; `format` is table, markdown or json.
std::string diff(const audit::Difference& difference, const Diffed& from, std::string_view format, const Style& style);

/// What `gapcalc what-if` prints; `format` is table, markdown or json. `only_frontier`: the records keep only what set
/// a new best, so that they cannot tell who comes next.
std::string what_if(const audit::Difference& difference, std::span<const audit::Edit> edits, bool only_frontier,
                    const Source& from, std::string_view format, const Style& style);

/// What `gapcalc influence` prints; `format` is table, markdown, csv or json.
std::string influence(const infer::Influence& influence, const Source& from, std::string_view format,
                      const Style& style);

/// What a capability index was made from.
struct IndexedFrom : Source {
  latent::IndexOptions index;
  latent::GapOptions gaps;
  std::map<Reason, std::size_t> excluded;  ///< rows that were not used
};
/// What `gapcalc index` prints; `format` is table, markdown, csv or json, `table` that of the csv: models, benchmarks
/// or residuals.
std::string index(const latent::Index& index, const IndexedFrom& from, std::string_view format, std::string_view table,
                  const Style& style);

/// What `gapcalc index --gaps` prints; `format` is table, markdown, csv, json or vega-lite.
std::string index_gaps(const latent::LatentGaps& gaps, const latent::Index& index, const IndexedFrom& from,
                       std::string_view format, const Style& style);

/// What `gapcalc sensitivity` prints; `format` is table, markdown, csv, json, or cross-validation: a second table as
/// CSV.
std::string sensitivity(const infer::Sensitivity& sensitivity, const Source& from, std::string_view format,
                        const Style& style);

/// What `gapcalc sensitivity --filters` prints; `format` is table, markdown, csv or json.
std::string filters(const infer::Filters& filters, const Source& from, std::string_view format, const Style& style);

/// What `gapcalc selection --handicap-sweep` prints; `format` is table, markdown, csv, json or vega-lite.
std::string handicap(const infer::HandicapSweep& sweep, const Source& from, std::string_view format,
                     const Style& style);

/// A run that writes files.
struct Invocation {
  std::vector<std::string> arguments;  ///< behind the name of the program
  std::optional<std::string> created;  ///< time to state, `YYYY-MM-DDThh:mm:ssZ`; a run says none by itself
};

/// What a result in files was made from.
struct Made {
  Source from;
  std::map<Reason, std::size_t> excluded;  ///< rows that were not used
};

/// What lies beside files that were written, so that anybody can tell later what they are: program and commit,
/// arguments and options, inputs and outputs with their SHA-256 and number of rows, and the rows that were not used.
std::string manifest(const Invocation& run, const Made& made, std::span<const File> outputs);

/// What `gapcalc cite` prints: the program, the hub, and the boards of the benchmarks in the data; `format` is text,
/// bibtex or json. `bundled`: the data are the records compiled in.
std::string citations(const Dataset& data, bool bundled, std::string_view format);

/// What `gapcalc schema --format markdown` prints: the keys of a kind as a table, those of all kinds where `kind` is
/// empty, and of what they share.
std::string schema_tables(std::string_view kind);

/// The chosen records of each benchmark as tidy records; `format` is csv, json or jsonl.
/// `chosen[i]` are indices into the records of benchmark i.
std::string records(const Dataset& data, std::span<const std::vector<std::size_t>> chosen, std::string_view format);

/// The same as Every Eval Ever 0.3.0, an object for each record, one a line, which load() reads back to the same
/// records. `made`: the time to state, in seconds since 1970; 0 where none is known, as the format needs one.
std::string records_eee(const Dataset& data, std::span<const std::vector<std::size_t>> chosen, std::uint64_t made);

/// A registry file to lie beside frontier records: what can only be told from all records (floors, tested
/// models, as-of date).
std::string frontier_registry(const Crossings& crossings);

}  // namespace gapcalc::emit
