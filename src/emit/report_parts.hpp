#pragma once
// The sections of the report, and what they share. All functions return HTML.

#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "emit/html.hpp"
#include "emit/report_data.hpp"
#include "gapcalc/analysis.hpp"

namespace gapcalc::emit::page {

/// What every section is made from.
struct Context {
  const Analysis& analysis;
  bool interactive = false;  ///< without it, figures are left out
  Texts& texts;              ///< of the figures so far
};

// The sections, in the order of the page. Each has an id, and one heading of level 1 or 2.
std::string answer(const Context& context);
std::string trend(const Context& context);
std::string splits(const Context& context);  ///< the trend by category and so on; empty where none was asked for
std::string capability_index(const Context& context);  ///< empty without Analysis::latent, as the next one
std::string corrected(const Context& context);
std::string benchmarks(const Context& context);
std::string timelines(const Context& context);
std::string frontiers(const Context& context);
std::string coverage(const Context& context);
std::string credibility(const Context& context);  ///< empty without Analysis::credibility
std::string excluded(const Context& context);
std::string reading(const Context& context);
std::string inputs(const Context& context);

/// A section; `title` is plain text, `inside` HTML.
std::string section(std::string_view id, std::string_view title, std::string_view inside);

/// A figure with its words and downloads; behind it, closed, the table of what it shows.
struct Figure {
  std::string id;                        ///< letters, digits, hyphens
  Json spec;                             ///< Vega-Lite
  std::string caption;                   ///< plain text
  std::vector<std::string_view> tables;  ///< names of the CSV tables that hold its data
  html::Grid table;
  std::string controls = {};   ///< HTML before the picture
  std::string same_data = {};  ///< id of a figure whose datasets this one has too, and therefore not in its spec
};
std::string figure(const Context& context, Figure figure);

/// Buttons that save CSV tables.
std::string downloads(const std::vector<std::string_view>& tables);

/// Something behind a click; `summary` is plain text.
std::string details(std::string_view summary, std::string_view inside);

/// A paragraph of plain text.
std::string paragraph(std::string_view plain, std::string_view style = {});

/// `Model A` with its organization behind it where that is known.
std::string model(const Crosser& who);

/// `● public`, `★ private`: the marks are those of the figures.
std::string access(std::string_view access);

}  // namespace gapcalc::emit::page
