#pragma once
// What a misspelt name may have meant.

#include <string>
#include <string_view>
#include <vector>

namespace gapcalc {

/// Those of the names that `text` is likely a slip of, the nearest first, at most three: it is part of them, or few
/// letters differ. Case and punctuation do not count.
std::vector<std::string> near(std::string_view text, const std::vector<std::string>& names);

/// They as the end of a sentence, ` (near: A, B)`; empty where there are none.
std::string near_text(std::string_view text, const std::vector<std::string>& names);

}  // namespace gapcalc
