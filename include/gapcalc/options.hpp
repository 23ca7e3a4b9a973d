#pragma once
// Everything a user may set, one struct per stage. Where a default is a constant of the method, it says so.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/date.hpp"

namespace gapcalc {

struct LoadOptions {
  std::vector<std::string> benchmarks = {"selected"};  ///< ids, or the one word `selected` or `all`
  std::string registry;                                ///< file merged over the built-in registry by id; empty: none
  std::string accessibility;                           ///< file used instead of the built-in overrides; empty: built-in
  std::string review;                                  ///< file used instead of the built-in verdicts; empty: built-in
  std::string milestones;    ///< file used instead of the built-in milestones; empty: built-in
  std::string models;        ///< table of models that files of other programs are joined with; empty: none
  std::string aliases;       ///< file merged over the built-in names of benchmarks in other formats; empty: none
  std::string input_format;  ///< one of load::input_formats(), for files that do not tell it; empty: by content
  bool for_index = false;  ///< the scores of the capability index: its benchmarks, whatever `benchmarks` says, and the
                           ///< columns that it takes
  bool with_groups = false;      ///< models have the groups of the capability index; that of for_index has them, too
  bool with_test_dates = false;  ///< BenchmarkRecords::test_dates are filled from a dump's `Started at`
  bool undated = false;  ///< rows without a usable release date become records too, with the date Date{}, and tidy CSV
                         ///< need not have release_date and accessibility: for what looks at scores alone
  bool keep_going = false;  ///< a dump's score file that cannot be read becomes Dataset::unread, not an Error
};

/// Who is compared: a model belongs to the group when every filter that is set lets it pass.
struct Group {
  enum class Weights { any, open, closed };
  Weights weights = Weights::any;          ///< `any` still needs a known accessibility
  std::vector<std::string> countries;      ///< any of these in the model's country list
  std::vector<std::string> organizations;  ///< any of these in the model's organization list
  std::vector<std::string> licences;       ///< any of these licence classes, for instance `non-commercial`
  bool operator==(const Group&) const = default;
};

/// The text form of a group, for instance `open,country=China`; read back by parse_group.
std::string to_string(const Group& group);
/// Reads terms separated by commas: `open`, `closed`, `any`, `country=X`, `organization=X`, `licence=X`.
/// Throws Error (bad_option) on anything else.
Group parse_group(std::string_view text);

/// Who judges a crossing that both groups reached.
enum class Verdicts {
  on,      ///< explicit verdicts, allow-lists, floors (METHOD, section 5)
  floors,  ///< the validity floor alone
  none,    ///< nobody: every crossing is accepted
};
/// `on`, `floors`, `none`.
std::string_view name(Verdicts verdicts);

/// How many crossings of the same pair of models become datapoints.
enum class Pairs {
  one,  ///< the highest that the pair spans (METHOD, section 5)
  all,  ///< every accepted one
};
/// `one`, `all`.
std::string_view name(Pairs pairs);

/// Which releases count as simultaneous where the first crosser is looked for. Among these the higher score is first,
/// then the earlier date, then the smaller name.
enum class Tie {
  day,    ///< those of one day (METHOD, section 4)
  month,  ///< those of one calendar month
};
/// `day`, `month`.
std::string_view name(Tie tie);

/// What counts as one model where pairs are told apart and the models that reach a threshold are counted.
enum class OnePer {
  model,        ///< a version by its name (METHOD, section 5)
  release_day,  ///< all that an organization releases on one day: effort variants, sizes
  family,       ///< all versions of a model in the input's model table (Model::group); without one, the version
};
/// `model`, `release-day`, `family`.
std::string_view name(OnePer unit);

/// What a group must show to have reached a threshold.
struct Confirm {
  bool lower_bound = false;  ///< the lower end of a score's interval must reach it
  int kth = 1;               ///< so many models must reach it: the last of them is the first crosser
  bool operator==(const Confirm&) const = default;
};
/// How sure a lower bound is: that of the two-sided interval that bands have (METHOD, section 6), so 95 % to one side.
inline constexpr double bound_confidence = 0.90;

/// The text form, for instance `lower-bound,kth=2`; `first` where nothing is asked for. Read back by parse_confirm.
std::string to_string(const Confirm& confirm);
/// Reads terms separated by commas: `first`, `lower-bound`, `kth=K` with a whole K of 1 to 100. Throws Error
/// (bad_option) on anything else.
Confirm parse_confirm(std::string_view text);

/// How far the scores of a group are shifted before they are compared with thresholds. Only benchmarks in fractions
/// are.
struct Handicap {
  /// What a shift is added to: the score itself, or its logit ln(s / (1 - s)), where 0 and 1 stay.
  enum class Scale { points, logit };
  double closed = 0, open = 0;  ///< of a score from 0 to 1, or of its logit
  Scale scale = Scale::points;
  bool operator==(const Handicap&) const = default;
};
/// `points`, `logit`.
std::string_view name(Handicap::Scale scale);
/// The text form without its scale, for instance `open=+0.02`; empty without a shift. Read back by parse_handicap.
std::string to_string(const Handicap& handicap);
/// Reads `open=X`, `closed=X` or both, separated by a comma. Throws Error (bad_option) on anything else.
Handicap parse_handicap(std::string_view text);

struct CrossOptions {
  Group closed{Group::Weights::closed, {}, {}, {}};          ///< the group that is followed
  Group open{Group::Weights::open, {}, {}, {}};              ///< the group that follows
  std::vector<double> thresholds;                            ///< for benchmarks in fractions; empty: METHOD, section 3
  std::map<std::string, std::vector<double>> thresholds_of;  ///< for single benchmarks, by id
  std::optional<Date> as_of;         ///< day of looking; empty: the input's own, or its latest release
  std::optional<Date> since, until;  ///< window for the open dates of datapoints; empty: all
  Tie tie = Tie::day;
  Verdicts verdicts = Verdicts::on;
  Pairs pairs = Pairs::one;
  std::vector<std::string> provenance;  ///< datapoints only of benchmarks with these provenance verdicts; empty: any
  std::vector<std::string> evaluators;  ///< scores only of who measured so (evaluator()); empty: any
  std::vector<std::string> exclude_relationships;  ///< no scores of who measured so (evaluator())
  Confirm confirm;
  OnePer one_per = OnePer::model;
  Handicap handicap;
};

/// What the options ask for besides the method, each in one clause (`only scores that third_party measured`): outputs
/// name them all. Empty where every score counts as it is.
std::vector<std::string> filter_clauses(const CrossOptions& options);

/// What a band takes as drawn by chance; docs/method.md, section 7, has the formulas.
enum class BandKind {
  none,        ///< no band
  points,      ///< datapoints (METHOD, section 6: the reference analysis)
  benchmarks,  ///< benchmarks, each with all of its datapoints
  two_stage,   ///< benchmarks, then datapoints within each
  two_way,     ///< benchmarks and open models at once: the pigeonhole bootstrap (Owen 2007)
};
/// `none`, `points`, `benchmarks`, `two-stage`, `two-way`.
std::string_view name(BandKind band);

/// How the level at a date is read off the datapoints around it.
enum class LevelKind {
  local_constant,  ///< weighted mean (METHOD, section 6)
  local_linear,    ///< weighted straight line, read at the date: does not lean at the edge (Fan 1992)
};
/// `local-constant`, `local-linear`.
std::string_view name(LevelKind level);

/// Where a band is shown.
enum class BandRule {
  trusted,  ///< where enough benchmarks and open models carry the level
  defined,  ///< wherever enough draws have a level (METHOD, section 6)
};
/// `trusted`, `defined`.
std::string_view name(BandRule rule);

enum class Split { none, access, category, provenance, benchmark };
/// `none`, `access`, ...
std::string_view name(Split split);

struct SmoothOptions {
  std::vector<Split> by = {Split::access};  ///< the series besides `all`
  double bandwidth = 60;                    ///< sigma of the Gaussian kernel, days (METHOD, section 6)
  int step = 7;                             ///< grid spacing, days (METHOD, section 6)
  double min_mass = 2;                      ///< kernel mass for a level to be defined (METHOD, section 6)
  LevelKind level = LevelKind::local_constant;
  BandKind band = BandKind::two_way;
  BandRule show = BandRule::trusted;
  /// Kernel mass for a draw to count. METHOD, section 6, asks as much of a draw as of the data, 2. At the edge, draws
  /// of benchmarks and open models often have less, and a band without them is too narrow (docs/method.md, section 10);
  /// this asks for a twentieth of one datapoint.
  double min_draw_mass = 0.05;
  bool simultaneous = false;  ///< also a band that covers the whole curve at once
  int resamples = 5000;       ///< (METHOD, section 6)
  double confidence = 0.90;   ///< nominal coverage of the band (METHOD, section 6)
  std::uint64_t seed = 0;     ///< of the random numbers
  int threads = 0;            ///< 0: one per processor; never changes the result
  int block = 48;             ///< resamples per matrix product; never changes the result
};

/// The published settings of the reference analysis (METHOD, section 6): band of datapoints, shown wherever it is
/// defined, local constant level.
SmoothOptions reference_profile();

struct Options {
  LoadOptions load;
  CrossOptions cross;
  SmoothOptions smooth;
};

}  // namespace gapcalc
