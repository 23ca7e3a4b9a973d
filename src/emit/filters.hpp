#pragma once
// The headline under filters and handicaps, as tables that several formats show.

#include "emit/headline.hpp"
#include "emit/layout.hpp"
#include "gapcalc/sensitivity.hpp"

namespace gapcalc::emit {

/// A row for each filter: gaps left, and the level of each series with its interval. `all` is left out where there are
/// series besides, for 80 columns.
Table filters_table(const infer::Filters& filters, const SmoothOptions& options);
/// What its columns are.
std::string filters_legend();
/// Which filter moves a level most, in a sentence.
std::string filters_words(const infer::Filters& filters);

/// A row for each shift: the level of each series.
Table handicap_table(const infer::HandicapSweep& sweep, const Names& who);
/// How large a handicap would explain that private gaps are longer, in words.
std::string handicap_words(const infer::HandicapSweep& sweep, const Names& who);

}  // namespace gapcalc::emit
