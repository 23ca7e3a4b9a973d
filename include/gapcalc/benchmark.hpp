#pragma once
// Facts about a benchmark, as data/registry/benchmarks.json holds them.

#include <optional>
#include <string>
#include <vector>

#include "gapcalc/date.hpp"

namespace gapcalc {

/// The unit of a benchmark's scores after loading.
enum class Unit { fraction, percent, minutes, points, usd };

/// `fraction`, `percent`, ...
std::string_view name(Unit unit);
/// The unit of that name, or empty.
std::optional<Unit> parse_unit(std::string_view text);
/// Whether scores are fractions 0..1 after loading (fraction and percent benchmarks).
constexpr bool is_fraction(Unit unit) { return unit == Unit::fraction || unit == Unit::percent; }

/// Who ran the evaluations, and how far the figures can be trusted.
struct Provenance {
  std::string evaluator;            ///< who ran them
  std::string hub;                  ///< what the hub does: `runs`, `mirrors`, `absent`, or empty
  std::string verdict = "unknown";  ///< `independent`, `caveat`, `self-reported` or `unknown`
  std::string caveat;               ///< in words, may be empty
  std::string link;                 ///< address of the board, may be empty
};

/// How many models the full source tested, for records that keep only the record-setting rows.
struct Tested {
  std::size_t open = 0, closed = 0;                ///< distinct models per group
  std::optional<Date> first, last;                 ///< release dates of the first and the last of them
  std::optional<Date> last_open{}, last_closed{};  ///< release dates of the last one of each group
};

/// How scores take part in the capability index (docs/index.md).
struct IndexRange {
  double baseline = 0;          ///< score that counts as 0, in the unit: that of guessing
  double ceiling = 1;           ///< score that counts as 1: the best there can be
  std::string score_column;     ///< of the hub's CSV, where the index takes another one; empty: the same
  std::optional<double> scale;  ///< of that column; empty: the same

  /// Whether the ceiling is above the baseline, and both are numbers.
  [[nodiscard]] bool is_possible() const { return baseline < ceiling; }
};

struct Benchmark {
  std::string id;
  std::string title;
  std::string file;          ///< name of the hub's CSV, or empty
  std::string score_column;  ///< column of that CSV, or empty
  std::string se_column;     ///< column with the score's standard error, or empty
  Unit unit = Unit::fraction;
  double scale = 1;                           ///< factor from the CSV's raw number to the unit
  std::optional<std::vector<double>> grid;    ///< thresholds, ascending; empty: the default of METHOD, section 3
  std::optional<double> chance;               ///< score of guessing
  std::string access = "unknown";             ///< are the test items `public` or `private`, or `unknown`
  std::string category;                       ///< `math`, `knowledge`, `coding`, `reasoning`, or empty
  bool selected = false;                      ///< part of the headline
  std::optional<double> floor;                ///< validity floor; empty: the 10th percentile of all scores
  std::optional<std::vector<double>> accept;  ///< thresholds accepted by review; empty: no such list
  Provenance provenance;
  std::optional<Tested> tested;
  std::optional<double> items;        ///< test items behind a score; empty: not known
  std::optional<double> relative_se;  ///< standard error of a score in shares of it, where neither it nor items tell
  std::optional<IndexRange> index;    ///< empty: not part of the capability index
};

}  // namespace gapcalc
