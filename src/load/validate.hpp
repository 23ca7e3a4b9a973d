#pragma once
// validate() of text that is in memory.

#include <string>
#include <string_view>

#include "gapcalc/validate.hpp"

namespace gapcalc::load {

/// As validate(); `path` is for errors.
Validation validate_text(std::string_view text, const std::string& path, const ValidateOptions& options);

}  // namespace gapcalc::load
