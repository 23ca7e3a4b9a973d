#pragma once
// What a zip archive holds: a hub dump, or a log of another program.

#include <cstdint>
#include <string>

#include "load/builder.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {

/// Archives are read in memory: larger ones are refused.
inline constexpr std::uint64_t largest_zip = std::uint64_t{1} << 28;

/// Reads an archive. False where no format fits, and it is no dump or not `alone`: among many files no dump is looked
/// for. Throws Error (broken_zip, unreadable), and what the readers throw.
bool read_zip(ByteStream& bytes, const std::string& path, bool alone, Builder& builder, Outside& outside);

}  // namespace gapcalc::load
