#include <fmt/format.h>

#include "core/display.hpp"
#include "emit/html.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

void row(std::string& text, const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) text += fmt::format("| {} ", cell);
  text += "|\n";
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (std::string_view("\\`*_[]|").find(c) != std::string_view::npos)
      (result += '\\') += c;
    else
      result += c;
  }
  return result;
}

std::string render_markdown(const std::vector<Block>& page) {
  std::string text;
  for (const Block& block : page) {
    if (!text.empty()) text += '\n';
    if (!block.paragraph.empty()) text += escape_markdown(block.paragraph) + '\n';
    if (block.table.columns.empty()) continue;
    if (block.folded)
      text += fmt::format("<details><summary>{}</summary>\n\n", html::text(block.table.title));
    else if (!block.table.title.empty())
      text += fmt::format("**{}**\n\n", escape_markdown(block.table.title));
    std::vector<std::string> header, rule;
    for (const Column& column : block.table.columns) {
      header.push_back(escape_markdown(column.header));
      rule.emplace_back(column.right ? "--:" : ":--");
    }
    row(text, header);
    row(text, rule);
    for (const auto& cells : block.table.rows) {
      std::vector<std::string> escaped;
      escaped.reserve(cells.size());
      for (const std::string& cell : cells) escaped.push_back(escape_markdown(cell));
      row(text, escaped);
    }
    if (block.folded) text += "\n</details>\n";
  }
  return text;
}

std::string render(const std::vector<Block>& page, std::string_view format, const Style& style) {
  return format == "markdown" ? render_markdown(page) : render_text(page, style.colour);
}

}  // namespace gapcalc::emit
