#pragma once
// How a score was measured, as a text of terms: `5-shot; chain-of-thought; majority vote of 32`.

#include <string_view>
#include <vector>

#include "gapcalc/claimed.hpp"

namespace gapcalc::audit {

/// What differs between two texts of settings, by aspect. Terms are parted by semicolons and compared in any case.
/// Nothing where a text is empty.
std::vector<SettingsDifference> settings_difference(std::string_view claimed, std::string_view reproduced);

/// Terms that only one of the texts has.
std::size_t count_different(const std::vector<SettingsDifference>& differences);

/// Whether settings say anything: have a term.
bool tells(std::string_view settings);

}  // namespace gapcalc::audit
