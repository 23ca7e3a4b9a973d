#pragma once
// HTML that shows data as text, whatever the data are.

#include <string>
#include <string_view>
#include <vector>

#include "emit/json_common.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit::html {

/// Text for between tags and inside quoted attributes. Control characters become blanks, bytes that are no UTF-8
/// become U+FFFD.
std::string text(std::string_view plain);

/// The same line by line, with the line ends kept.
std::string lines(std::string_view plain);

/// The label as a link where the address is one of http or https, else as text.
std::string link(std::string_view address, std::string_view label);

/// The host of an address of http or https; empty for any other text.
std::string_view host(std::string_view address);

/// A script element that holds a document as data; nothing in it can end the element or begin a comment.
std::string data(std::string_view id, const Json& document);

/// A script element that holds bytes as data: a JSON string, or in base64 where they are no UTF-8.
std::string bytes(std::string_view id, std::string_view content);

/// A table whose cells are HTML. The first cell of a row is its header.
struct Grid {
  std::string caption;  ///< plain text
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The same with plain text made HTML.
Grid grid(const Table& table);

/// The table in a box of its own that scrolls sideways where the screen is too narrow.
std::string table(const Grid& grid);

}  // namespace gapcalc::emit::html
