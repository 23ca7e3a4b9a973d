#pragma once
// A table before it has a format: what `table` and `markdown` both show.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// Series that fit side by side in a table of a page.
inline constexpr std::size_t series_shown = 3;

struct Column {
  std::string header;
  bool right = false;  ///< numbers align at the right
};

struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A paragraph, or a table; a page is a list of them.
struct Block {
  std::string paragraph;
  Table table;
  bool folded = false;  ///< Markdown shows the table's title alone, and the table on a click
};

/// What a person wants to know of an analysis, in that order: the gap now, per series, per benchmark, what
/// was left out.
std::vector<Block> overview(const Analysis& analysis);

/// The registry with its provenance.
std::vector<Block> registry_page(std::span<const Benchmark> registry);

/// The time to catch up: one sentence, both rules, how sure that is, the median over time.
std::vector<Block> catch_up_page(const infer::CatchUp& result);

/// The gap under other choices: what matters most, by choice or over a grid, and the cross-validation.
std::vector<Block> sensitivity_page(const infer::Sensitivity& result, const Options& options);

/// The page with filter_clauses() in its second place, where there are any.
std::vector<Block> with_filters(std::vector<Block> page, const CrossOptions& options);

/// Plain text of at most 80 columns; the widest column gives way where a table is wider.
std::string render_text(const std::vector<Block>& page, bool colour);
/// GitHub-flavoured Markdown.
std::string render_markdown(const std::vector<Block>& page);
/// Text that Markdown and HTML leave as it is.
std::string escape_markdown(std::string_view text);
/// The one for `markdown`, else the other.
std::string render(const std::vector<Block>& page, std::string_view format, const Style& style);

/// What is shown of a value that may not be there: `-` where it is not.
std::string or_dash(std::optional<double> value);  ///< to one decimal
std::string or_dash(std::optional<std::size_t> n);
std::string or_dash(std::optional<Date> date);
std::string whole_or_dash(std::optional<double> value);    ///< to the next whole number
std::string percent_or_dash(std::optional<double> share);  ///< `12.3%`
/// `12.3` where the column says that it is per cent; `n/a` where there is none.
std::string percent_cell(std::optional<double> share);

/// `+0.4`, `-1.3`, `0.0`; for changes.
std::string signed_decimal(double value);
/// The shortest text that reads back as the same number.
std::string exact(double value);

}  // namespace gapcalc::emit
