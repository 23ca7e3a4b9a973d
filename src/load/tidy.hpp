#pragma once
// Tidy records: CSV, JSON array or JSON Lines with the fields of METHOD, section 1.

#include <string>

#include "load/builder.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

/// Reads a stream of tidy records; JSON is told from CSV by its first character.
/// Throws Error (broken_csv, broken_json, missing_column, not_recognised).
void read_tidy(ByteStream& bytes, const std::string& path, Builder& builder);

/// One format of tidy records. `bytes` is at its start.
void read_tidy_csv(ByteStream& bytes, const std::string& path, Builder& builder);
void read_tidy_json(ByteStream& bytes, const std::string& path, Builder& builder);

/// Adds one row; shared by the formats. The score is in the benchmark's unit.
void add_tidy(Builder& builder, std::uint32_t file, const RowText& row, std::size_t line);

}  // namespace gapcalc::load
