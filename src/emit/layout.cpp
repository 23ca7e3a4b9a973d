#include "emit/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/display.hpp"

namespace gapcalc::emit {
namespace {

/// Cut to `width` columns, with two dots where something is missing.
std::string fit(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string{text};
  std::string result;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const std::size_t w = width_of(next_code_point(text, at));
    if (used + w + 2 > width) break;
    used += w;
    result += text.substr(start, at - start);
  }
  return result + "..";
}

std::string pad(std::string_view text, std::size_t width, bool right) {
  const std::size_t used = display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return right ? blanks + std::string{text} : std::string{text} + blanks;
}

constexpr std::string_view gutter = "  ";

std::string render_table(const Table& table, std::string_view bold, std::string_view plain) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(display_width(column.header));
  for (const auto& row : table.rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(printable(row[c])));
  // The widest column of text gives way, as long as the table is wider than the page; then also columns of numbers.
  constexpr std::size_t least = 8;
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gutter.size() * (widths.size() - 1));
  for (; total > page_width; --total) {
    std::size_t give = widths.size();
    for (const bool numbers : {false, true})
      for (std::size_t c = 0; c < widths.size() && (give == widths.size() || table.columns[give].right == numbers); ++c)
        if (table.columns[c].right == numbers && widths[c] > least &&
            (give == widths.size() || widths[c] > widths[give]))
          give = c;
    if (give == widths.size()) break;
    --widths[give];
  }

  std::string text;
  const auto line = [&](const auto& cell, std::string_view before, std::string_view after) {
    std::string row;
    for (std::size_t c = 0; c < widths.size(); ++c)
      row += (c > 0 ? std::string{gutter} : "") + pad(fit(cell(c), widths[c]), widths[c], table.columns[c].right);
    row.erase(row.find_last_not_of(' ') + 1);
    text += fmt::format("{}{}{}\n", before, row, after);
  };
  line([&](std::size_t c) { return table.columns[c].header; }, bold, plain);
  for (const auto& row : table.rows) line([&](std::size_t c) { return printable(row[c]); }, "", "");
  return text;
}

}  // namespace

std::string or_dash(std::optional<double> value) { return value ? one_decimal(*value) : "-"; }
std::string or_dash(std::optional<std::size_t> n) { return n ? std::to_string(*n) : "-"; }
std::string or_dash(std::optional<Date> date) { return date ? to_string(*date) : "-"; }
std::string whole_or_dash(std::optional<double> value) { return value ? fmt::format("{:.0f}", *value) : "-"; }
std::string percent_or_dash(std::optional<double> share) { return share ? one_decimal(100 * *share) + "%" : "-"; }

std::string percent_cell(std::optional<double> share) { return share ? fmt::format("{:.1f}", 100 * *share) : "n/a"; }

std::string signed_decimal(double value) {
  const std::string text = one_decimal(value);
  return value > 0 && text != "0.0" ? "+" + text : text;
}

std::string exact(double value) { return fmt::format("{}", value); }

std::string render_text(const std::vector<Block>& page, bool colour) {
  const std::string_view bold = colour ? "\033[1m" : "", plain = colour ? "\033[0m" : "";
  std::string text;
  for (const Block& block : page) {
    if (!text.empty()) text += '\n';
    if (!block.paragraph.empty()) text += wrap(printable(block.paragraph), page_width) + '\n';
    if (block.table.columns.empty()) continue;
    if (!block.table.title.empty()) text += fmt::format("{}{}{}\n", bold, block.table.title, plain);
    text += render_table(block.table, colour ? "\033[2m" : "", plain);
  }
  return text;
}

}  // namespace gapcalc::emit
