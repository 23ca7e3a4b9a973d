#pragma once
// The formats of an analysis; formats.cpp lists them.

#include <string>

#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

std::string table(const Analysis& analysis, const Style& style);
std::string markdown(const Analysis& analysis, const Style& style);
std::string csv(const Analysis& analysis, const Style& style);
std::string vega_lite(const Analysis& analysis, const Style& style);
std::string json(const Analysis& analysis, const Style& style);

}  // namespace gapcalc::emit
