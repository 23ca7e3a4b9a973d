#pragma once
// data/registry/aliases.csv: what other programs and leaderboards call the benchmarks of the registry.

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "load/bytes.hpp"

namespace gapcalc::load {

/// What a name stands for.
struct Alias {
  std::string benchmark;  ///< id
  double scale = 1;       ///< factor from the format's number to the benchmark's unit, percent benchmarks in fractions
};

/// The built-in table, and what was merged over it.
class Aliases {
 public:
  /// Reads a table with the columns format, name, metric, benchmark, scale (blank: 1). A row takes the place of that
  /// with the same format, name and metric; where its benchmark is blank, the name stands for nothing.
  /// Throws Error (broken_csv, missing_column, bad_registry), also on two rows for the same.
  void merge(ByteStream& bytes, const std::string& path);

  /// What the format's name and metric stand for, or null. `is_main`: a row without a metric means this one, too.
  [[nodiscard]] const Alias* find(std::string_view format, std::string_view name, std::string_view metric,
                                  bool is_main) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  ///< format, name, metric
  [[nodiscard]] const Alias* exact(const Key& key) const;
  std::map<Key, Alias> table_;
};

}  // namespace gapcalc::load
