#include "load/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

constexpr std::size_t initial_buffer = std::size_t{1} << 16;  // small dumps touch little memory, large files read fast
constexpr std::size_t largest_row = std::size_t{1} << 26;     // a field of notes is kilobytes; this is a missing quote

/// The first comma or line end at or after `p`, or `end`. Eight bytes at a step: a byte that equals c has
/// its high bit set in ((x ^ c..c) - 1..1) & ~(x ^ c..c) & 80..80, the lowest such bit exactly.
const char* field_end_from(const char* p, const char* end) {
  constexpr std::uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  static_assert(std::endian::native == std::endian::little, "the lowest bit is the first byte");
  while (end - p >= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, sizeof word);
    const std::uint64_t comma = word ^ (ones * ','), line = word ^ (ones * '\n');
    const std::uint64_t hit = (((comma - ones) & ~comma) | ((line - ones) & ~line)) & highs;
    if (hit != 0) return p + std::countr_zero(hit) / 8;
    p += 8;
  }
  while (p < end && *p != ',' && *p != '\n') ++p;
  return p;
}

}  // namespace

CsvReader::CsvReader(ByteStream& bytes, std::string path)
    : bytes_(bytes), path_(std::move(path)), buffer_(initial_buffer) {
  const std::string_view start = bytes_.peek(3);
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
    throw Error(ErrorCode::broken_csv, "is UTF-16 text", "save it as UTF-8", path_, 1);
  const bool mark = start == "\xEF\xBB\xBF";
  refill();
  if (mark) begin_ = start.size();
}

void CsvReader::refill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= largest_row)
      throw Error(ErrorCode::broken_csv, "a row is longer than 64 MiB", "look for a quote that is not closed", path_,
                  open_quote_line_ > 0 ? open_quote_line_ : line_);
    buffer_.resize(buffer_.size() * 2);
  }
  const std::size_t got = bytes_.read({buffer_.data() + end_, buffer_.size() - end_});
  at_end_ = got == 0;
  end_ += got;
}

/// Splits the row at begin_, or tells that it is not all in the buffer yet. Changes state only for a whole row.
CsvReader::Scan CsvReader::scan(std::vector<std::string_view>& fields) {
  fields.clear();
  doubled_.clear();
  malformed_ = false;
  open_quote_line_ = 0;
  std::size_t lines = 0;
  const char* const row = buffer_.data() + begin_;
  const char* const end = buffer_.data() + end_;
  const char* p = row;
  for (;;) {
    const char* field = p;
    const char* field_end = nullptr;
    if (p < end && *p == '"') {
      open_quote_line_ = line_ + lines;
      bool doubled = false;
      for (field = ++p;; ++p) {
        const char* quote = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
        if (quote == nullptr) return Scan::need_more;
        lines += static_cast<std::size_t>(std::count(p, quote, '\n'));
        p = quote + 1;
        if (p == end && !at_end_) return Scan::need_more;  // a second quote may follow
        if (p == end || *p != '"') break;
        doubled = true;
      }
      open_quote_line_ = 0;
      field_end = p - 1;
      if (doubled) doubled_.push_back(fields.size());
      const char* const closing = p;
      p = field_end_from(p, end);
      malformed_ = malformed_ || !trim({closing, static_cast<std::size_t>(p - closing)}).empty();
    } else {
      p = field_end_from(p, end);
      field_end = p;
    }
    if (p == end && !at_end_) return Scan::need_more;
    fields.emplace_back(field, static_cast<std::size_t>(field_end - field));
    if (p == end || *p == '\n') break;
    ++p;
  }
  if (p < end) {
    ++p;
    ++lines;
  }
  row_is_text_ = valid_utf8({row, static_cast<std::size_t>(p - row)});
  begin_ += static_cast<std::size_t>(p - row);
  row_line_ = line_;
  line_ += lines;
  return Scan::row;
}

bool CsvReader::next(std::vector<std::string_view>& fields) {
  for (;;) {
    if (begin_ == end_ && at_end_) return false;
    if (begin_ == end_ || scan(fields) == Scan::need_more) {
      if (at_end_)
        throw Error(ErrorCode::broken_csv, "a quote opened here is never closed",
                    "the file looks cut off; get it again", path_, open_quote_line_);
      refill();
      continue;
    }
    if (fields.size() == 1 && trim(fields[0]).empty()) continue;  // a blank line
    for (const std::size_t i : doubled_) {                        // the row is ours now: undo the doubling in place
      char* const field = buffer_.data() + (fields[i].data() - buffer_.data());
      char* out = field;
      for (std::size_t k = 0; k < fields[i].size(); ++k) {
        if (field[k] == '"') ++k;
        *out++ = field[k];
      }
      fields[i] = {field, static_cast<std::size_t>(out - field)};
    }
    return true;
  }
}

CsvTable::CsvTable(ByteStream& bytes, std::string path) : reader_(bytes, std::move(path)) {
  if (!reader_.next(fields_))
    throw Error(ErrorCode::broken_csv, "is empty", "a table starts with a row of column names", reader_.path());
  if (!reader_.row_is_text())
    throw Error(ErrorCode::broken_csv, "the header is not valid UTF-8", "save the file as UTF-8", reader_.path(), 1);
  for (const auto field : fields_) header_.emplace_back(trim(field));
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  const auto at = std::find(header_.begin(), header_.end(), column);
  if (at == header_.end()) return std::nullopt;
  if (std::find(at + 1, header_.end(), column) != header_.end())
    throw Error(ErrorCode::broken_csv, fmt::format("two columns are called '{}'", column), "rename one of them",
                reader_.path(), 1);
  return static_cast<std::size_t>(at - header_.begin());
}

std::size_t CsvTable::require(std::string_view column) const {
  if (const auto at = find(column)) return *at;
  throw Error(ErrorCode::missing_column, fmt::format("no column '{}'", column),
              fmt::format("the header names {}", join(header_, ", ")), reader_.path(), 1);
}

std::optional<CsvTable::Defect> CsvTable::defect() const {
  if (!reader_.row_is_text()) return Defect{Reason::bad_text, {}};
  if (reader_.row_is_malformed()) return Defect{Reason::bad_row, "text behind a closing quote"};
  if (fields_.size() != header_.size())
    return Defect{Reason::bad_row, fmt::format("{} fields, the header has {}", fields_.size(), header_.size())};
  return std::nullopt;
}

}  // namespace gapcalc::load
