#pragma once
// A JSON text that is read whole, and where in it a value stands.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

/// The value of a text. Throws Error (broken_json), with the line, where it is not JSON.
nlohmann::json parse_document(std::string_view text, const std::string& path);

/// The object of a small file of claims, statements or the like, that has a list under that key. Throws Error
/// (broken_json, bad_claims).
nlohmann::json parse_list(std::string_view text, const std::string& path, std::string_view key);

/// The lines, 1-based, on which the values that JSON pointers lead to start, in a text that parse_document reads and
/// whose depth is bounded; 0 for a pointer that leads nowhere.
std::vector<std::size_t> lines_of(std::string_view text, std::span<const std::string> pointers);

}  // namespace gapcalc::load
