#pragma once
// A table of a rating board.

#include <string>

#include "gapcalc/board.hpp"
#include "load/bytes.hpp"
#include "load/licences.hpp"

namespace gapcalc::load {

/// Reads a board; Board::files stays empty. Throws Error (broken_csv, missing_column, bad_review, no_usable_rows).
Board read_board(ByteStream& bytes, const std::string& path, const Licences& licences);

}  // namespace gapcalc::load
