#pragma once
// Values of other programs' JSON: what is not there, or is of another kind, is null or empty and no error.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "load/json_members.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {

/// The members of the object that a file is. Throws Error (broken_json) where it is none, or is cut off.
JsonMembers object_members(const OutsideInput& input);

/// The value of a member, or null where there is none. Throws Error (broken_json), with the line where `input.text`
/// holds the member, and where it is nested too deeply or too large.
nlohmann::json member_json(const OutsideInput& input, const JsonMembers& members, std::string_view name);

/// The value of a whole text, with the bounds of member_json. `NaN` and `Infinity`, which Python writes though they are
/// no JSON, are null. Throws Error (broken_json).
nlohmann::json bounded_json(std::string_view text, const std::string& path);

/// The member of an object, or a null value.
const nlohmann::json& part_of(const nlohmann::json& object, std::string_view key);

/// A text, trimmed, or a number or truth value as text; empty for anything else.
std::string text_of(const nlohmann::json& value);
/// The same of an object's member.
std::string text_of(const nlohmann::json& object, std::string_view key);

/// The lines on which the values in the object `member` start, in the order of `keys`; 0 for one that is not there.
/// The member is one that member_json read.
std::vector<std::size_t> lines_in(const OutsideInput& input, std::string_view member,
                                  const std::vector<std::string>& keys);

}  // namespace gapcalc::load
