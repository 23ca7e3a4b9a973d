#pragma once
// A table of a rating board, and the classes of licences.

#include <map>
#include <string>

#include "gapcalc/board.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

/// By licence in lower case.
using LicenceClasses = std::map<std::string, LicenceClass, std::less<>>;

/// Reads `licence,class`. Throws Error (broken_csv, missing_column, bad_review).
LicenceClasses read_licences(ByteStream& bytes, const std::string& path);

/// Reads a board; Board::files stays empty. Throws Error (broken_csv, missing_column, bad_review, no_usable_rows).
Board read_board(ByteStream& bytes, const std::string& path, const LicenceClasses& classes);

}  // namespace gapcalc::load
