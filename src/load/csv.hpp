#pragma once
// CSV as RFC 4180 means it and as spreadsheets write it: quoted fields with newlines, doubled quotes and
// commas, CRLF or LF, a byte order mark. Streams: memory is one buffer, whatever the size of the file.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "gapcalc/record.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

class CsvReader {
 public:
  /// Starts reading; `bytes` must outlive the reader. `path` is for errors.
  CsvReader(ByteStream& bytes, std::string path);

  /// The next row that is not a blank line, or false at the end. Fields are not trimmed and valid until the
  /// next call. Throws Error (broken_csv) on a quote that is never closed, a row over 64 MiB or one of
  /// more than 16,384 fields.
  bool next(std::vector<std::string_view>& fields);

  /// Line on which the last row starts, 1-based.
  [[nodiscard]] std::size_t line() const { return row_line_; }
  /// Whether the last row is valid UTF-8.
  [[nodiscard]] bool row_is_text() const { return row_is_text_; }
  /// Whether text followed a closing quote in the last row (`"a"b`).
  [[nodiscard]] bool row_is_malformed() const { return malformed_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  bool scan(std::vector<std::string_view>& fields);
  const char* close_quote(const char* text, std::size_t field, std::size_t& lines);
  void look_at(const char* block);
  const char* separator_from(const char* p);
  const char* separator_behind(const char* p);
  void undouble(std::string_view& field);
  void refill();

  ByteStream& bytes_;
  std::string path_;
  std::vector<char> buffer_;            ///< ends in a block that is never filled, so that a whole one can be looked at
  std::size_t begin_ = 0, end_ = 0;     ///< of what is read but not yet given out
  const char* block_ = nullptr;         ///< the block that separator_from looked at last
  std::uint64_t block_separators_ = 0;  ///< bit i: block_[i] is a comma or line end
  bool block_is_ascii_ = true;          ///< so is every byte of that block
  bool seen_is_ascii_ = true;           ///< and of all blocks of the row so far
  bool at_end_ = false;
  std::size_t line_ = 1, row_line_ = 1;
  std::size_t open_quote_line_ = 0;
  bool row_is_text_ = true, malformed_ = false;
  std::vector<std::size_t> doubled_;  ///< fields of the row that hold doubled quotes
};

/// A CSV whose first row names its columns.
class CsvTable {
 public:
  /// Reads the header. Throws Error (broken_csv) when the file is empty or its header is not UTF-8.
  CsvTable(ByteStream& bytes, std::string path);

  /// Index of the column with that name (trimmed, exact), or empty. Throws Error (broken_csv) when it is there twice.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  /// The same, but throws Error (missing_column) that lists the header.
  [[nodiscard]] std::size_t require(std::string_view column) const;

  /// The next row; see CsvReader::next.
  bool next() { return reader_.next(fields_); }
  /// The trimmed field of a column; empty where the column is absent.
  [[nodiscard]] std::string_view field(std::optional<std::size_t> column) const {
    return column && *column < fields_.size() ? trim(fields_[*column]) : std::string_view{};
  }

  /// Why the row as a whole cannot be used, or empty.
  struct Defect {
    Reason reason;
    std::string detail;
  };
  [[nodiscard]] std::optional<Defect> defect() const;
  /// Throws Error (code) where the row as a whole cannot be used: of tables in which every row must be right.
  void check_row(ErrorCode code) const;
  /// Throws Error (code) with the place of the row.
  [[noreturn]] void refuse_row(ErrorCode code, std::string_view message, std::string_view remedy) const;
  [[nodiscard]] std::size_t n_fields() const { return fields_.size(); }
  [[nodiscard]] std::size_t line() const { return reader_.line(); }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }

 private:
  CsvReader reader_;
  std::vector<std::string> header_;
  std::vector<std::string_view> fields_;
};

}  // namespace gapcalc::load
