#pragma once
// Collects rows into a Dataset: interns names, reads cells, and sorts out the rows that cannot be used.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/interner.hpp"
#include "load/overrides.hpp"

namespace gapcalc::load {

/// The cells of one score row, trimmed text of the source.
struct RowText {
  std::string_view benchmark, model, organization, country, accessibility, release_date;
  std::string_view score, score_se, source, relationship, settings, test_date{};
  std::string_view group{}, group_key{};  ///< as in Model
  std::optional<double> published_index{};
};

class Builder {
 public:
  Builder(Registry registry, LoadOptions options);

  /// Whether the scores are for the capability index.
  [[nodiscard]] bool for_index() const { return options_.for_index; }
  /// Whether models have their groups.
  [[nodiscard]] bool with_groups() const { return options_.for_index || options_.with_groups; }

  /// Whether records have the days of their tests.
  [[nodiscard]] bool with_test_dates() const { return options_.with_test_dates; }

  [[nodiscard]] const Registry& registry() const { return registry_; }
  Registry& registry() { return registry_; }
  /// `path`: the file that was asked for, whose rows should match something; empty where it came along.
  void set_overrides(Accessibility overrides, std::string path = {});
  void set_verdicts(std::vector<Verdict> verdicts, std::string path = {});
  void set_milestones(std::vector<Milestone> milestones) { data_.milestones = std::move(milestones); }

  /// Whether rows without a usable release date are taken, too: LoadOptions::undated.
  [[nodiscard]] bool takes_undated() const { return options_.undated; }

  /// Registers a file that is being read; returns its index.
  std::uint32_t begin_file(std::string path, std::string format);
  /// Notes what was read of it.
  void end_file(std::uint32_t file, std::string sha256, std::uint64_t bytes);

  /// Whether a benchmark was asked for: `selected`, `all` or a list of ids; for the index, whether it is part of it.
  [[nodiscard]] bool wanted(const Benchmark& benchmark) const;
  /// Index for add(); creates the benchmark's place. `provisional`: known only from tidy records, its unit
  /// is to be told from its scores at the end.
  std::uint32_t open_benchmark(const Benchmark& benchmark, bool provisional = false);
  /// Index for add() of a tidy record's benchmark, or no_index where it was not asked for.
  std::uint32_t tidy_benchmark(std::string_view id);
  [[nodiscard]] Unit unit(std::uint32_t benchmark) const { return data_.benchmarks[benchmark].benchmark.unit; }
  /// A benchmark of the input that was not asked for.
  void skip_benchmark(std::string_view id);

  /// A release in the input, whether its benchmark was asked for or not: the latest one is the as-of date.
  void see_release(Date date, std::string_view model, std::string_view accessibility);
  /// Makes a record of the row, or an exclusion. `scale`: factor from the score's text to the unit.
  void add(std::uint32_t file, std::uint32_t benchmark, const RowText& row, double scale, std::size_t line);
  void exclude(Reason reason, std::uint32_t file, std::size_t line, std::uint32_t benchmark = no_index,
               std::uint32_t model = no_index, std::string detail = {});
  /// The rows so far that are no records.
  [[nodiscard]] const std::vector<Excluded>& excluded() const { return data_.excluded; }
  /// The score file of `benchmark` cannot be read: goes on without the rest of it, or throws the error again, as was
  /// asked for.
  void fail_file(std::uint32_t benchmark, const std::string& path, const Error& error);
  void note(std::string text) { data_.notes.push_back(std::move(text)); }
  /// What to do where no row can be used, if the reader knows better than the builder.
  void set_remedy(std::string remedy) { remedy_ = std::move(remedy); }

  /// The dataset, in its final order. Throws Error (no_usable_rows, unknown_benchmark).
  Dataset finish(const std::string& path);

 private:
  std::uint32_t intern_model(const RowText& row);
  std::uint32_t intern_origin(std::uint32_t file, const RowText& row);
  void check_provisional();
  void check_asked(const std::string& path) const;
  void note_what_matched_nothing();
  [[noreturn]] void fail_without_benchmark(const std::string& id, const std::string& path) const;
  [[noreturn]] void fail_without_records(const std::string& path) const;
  void put_in_order();

  Registry registry_;
  Accessibility overrides_;
  std::string overrides_path_, verdicts_path_, remedy_;
  LoadOptions options_;
  Dataset data_;
  std::shared_ptr<Arena> records_ = std::make_shared<Arena>();  ///< where the records of all benchmarks lie

  Interner models_, origins_;           ///< numbers are indices into data_.models and data_.origins
  Interner benchmarks_, tidy_;          ///< by id: of data_.benchmarks, and of all ids that tidy records name
  std::vector<std::uint32_t> of_tidy_;  ///< per number of tidy_: index into data_.benchmarks, or no_index
  std::uint32_t last_tidy_ = no_index, last_origin_ = no_index;  ///< rows that belong together come in runs
  std::string last_tidy_id_;

  /// Of a benchmark whose unit its scores have to tell.
  struct Provisional {
    bool is = false;
    double lowest = 0, highest = 0;
    std::uint32_t odd_file = no_index, odd_line = 0;  ///< of the first score that is no fraction
  };
  std::vector<Provisional> provisional_;

  std::size_t bad_errors_ = 0;  ///< standard errors that are no numbers
  std::string first_bad_error_;
};

}  // namespace gapcalc::load
