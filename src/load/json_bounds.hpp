#pragma once
// How much a JSON text may unfold to, told before it is.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gapcalc::load {

/// What is too much in a JSON text that is to be read whole, for a message: brackets in brackets, or values; empty
/// where it is within bounds. A value takes up to 70 bytes in memory, however short its text. A registry has some
/// twenty values for each benchmark.
std::optional<std::string> excess(std::string_view json, std::size_t most_values = 100'000);

}  // namespace gapcalc::load
