#pragma once
// The report: one HTML page that needs no other file and no network.

#include <string>
#include <string_view>

#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {

/// What the page is dressed in, and what draws its figures.
struct ReportFiles {
  std::string_view style, script;                ///< our own
  std::string_view vega, vega_lite, vega_embed;  ///< all three or none
  std::string_view licenses;                     ///< of what is in these three
  [[nodiscard]] bool interactive() const { return !vega.empty(); }
};

/// Those that are compiled in.
ReportFiles builtin_report_files();

/// The whole page. Without what draws figures it has their captions and tables, and says what is missing.
std::string report(const Analysis& analysis, const ReportFiles& files);

}  // namespace gapcalc::emit
