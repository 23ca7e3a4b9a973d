#pragma once
// Which kind of data/schema a file is, by its content.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

/// Names of columns, or of types.
using Header = std::vector<std::string>;

/// Whether it is among them.
bool has(const Header& header, const std::string& column);

/// Throws Error (not_recognised).
[[noreturn]] void not_recognised(const std::string& path, std::string_view what, std::string_view remedy,
                                 std::size_t line = 0);

/// The text without white space and byte order mark in front.
std::string_view json_start(std::string_view text);

/// Whether a text that is not one JSON value has records one behind the other.
bool has_records(std::string_view text, const std::string& path);

/// By `kind`, or by what only one of the kinds without it has. Throws Error (not_recognised).
std::string kind_of(const nlohmann::json& document, const std::string& path);

/// Throws Error (not_recognised) where a file is another program's, which has no schema here.
void refuse_outside(std::string_view text, const std::string& path);

/// The kind of table that the columns are most like: most that it knows, fewest that it does not know or lacks. Throws
/// Error (not_recognised).
std::string kind_of(const Header& header, const std::string& path);

}  // namespace gapcalc::load
