#include "emit/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/digest.hpp"
#include "core/display.hpp"
#include "core/text.hpp"

namespace gapcalc::emit::html {
namespace {

constexpr std::uint32_t replacement = 0xFFFD;
constexpr std::string_view replacement_text = "\xEF\xBF\xBD";

/// JSON that stands inside a script element: `<` would start its end or a comment, and the line separators of
/// Unicode end a line in some parsers.
std::string inert(const Json& document) {
  const std::string plain = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string result;
  result.reserve(plain.size() + plain.size() / 16);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const std::string_view rest = std::string_view(plain).substr(at, 3);
    if (plain[at] == '<') {
      result += "\\u003c";
    } else if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
      result += rest.back() == '\xA8' ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      result += plain[at];
    }
  }
  return result;
}

/// Characters that a reader sees, or nearly so.
std::size_t visible_length(std::string_view html) {
  std::size_t n = 0;
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    n += tag ? 0 : 1;
    if (c == '>') tag = false;
  }
  return n;
}

/// Classes of a table that say which columns align at the right (`n2`) and which are prose that wraps (`w3`): a class
/// in each cell would take more room than some cells.
std::string classes(const Grid& grid) {
  constexpr std::size_t longest_name = 44;
  std::string list;
  const auto add = [&](char kind, std::size_t column) {
    list += fmt::format("{}{}{}", list.empty() ? "" : " ", kind, column + 1);
  };
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    if (grid.columns[c].right) add('n', c);
    if (std::any_of(grid.rows.begin(), grid.rows.end(),
                    [&](const auto& row) { return visible_length(row[c]) > longest_name; }))
      add('w', c);
  }
  return list.empty() ? list : fmt::format(" class=\"{}\"", list);
}

}  // namespace

std::string text(std::string_view plain) {
  const std::string safe = printable(plain);
  std::string result;
  result.reserve(safe.size());
  for (std::size_t at = 0; at < safe.size();) {
    const std::size_t start = at;
    switch (const std::uint32_t c = next_code_point(safe, at)) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c == replacement ? replacement_text : std::string_view(safe).substr(start, at - start);
    }
  }
  return result;
}

std::string lines(std::string_view plain) {
  std::string result;
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find('\n', at), plain.size());
    result += text(plain.substr(at, end - at)) + '\n';
    at = end + 1;
  }
  return result;
}

std::string_view host(std::string_view address) {
  const std::string scheme = lower(address.substr(0, 8));
  const std::size_t length = scheme.starts_with("http://") ? 7 : scheme == "https://" ? 8 : 0;
  if (length == 0) return {};
  const std::string_view rest = address.substr(length);
  return rest.substr(0, rest.find_first_of("/?#\\"));
}

std::string link(std::string_view address, std::string_view label) {
  if (host(address).empty()) return text(label);
  return fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", text(address), text(label));
}

std::string data(std::string_view id, const Json& document) {
  return fmt::format("<script type=\"application/json\" id=\"{}\">{}</script>\n", text(id), inert(document));
}

std::string bytes(std::string_view id, std::string_view content) {
  if (valid_utf8(content)) return data(id, std::string(content));
  return data(id, {{"base64", base64(content)}});
}

Grid grid(const Table& table) {
  Grid result{table.title, table.columns, {}};
  for (const auto& row : table.rows) {
    auto& cells = result.rows.emplace_back();
    for (const std::string& cell : row) cells.push_back(text(cell));
  }
  return result;
}

std::string table(const Grid& grid) {
  std::string out = fmt::format(
      "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{0}\">\n<table{1}>\n<caption>{0}</caption>\n"
      "<thead>\n<tr>",
      text(grid.caption), classes(grid));
  for (const Column& column : grid.columns) out += fmt::format("<th scope=\"col\">{}", text(column.header));
  out += "\n<tbody>\n";
  for (const auto& row : grid.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) {
      out += c == 0 ? "<th scope=\"row\">" : "<td>";  // HTML lets the ends of cells be told by what follows
      out += row[c];
    }
    out += '\n';
  }
  return out + "</table>\n</div>\n";
}

}  // namespace gapcalc::emit::html
