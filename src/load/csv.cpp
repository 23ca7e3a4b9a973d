#include "load/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

constexpr std::size_t initial_buffer = std::size_t{1} << 16;  // small dumps touch little memory, large files read fast
constexpr std::size_t largest_row = std::size_t{1} << 26;     // a field of notes is kilobytes; this is a missing quote

constexpr std::size_t most_fields = std::size_t{1} << 14;  // the widest hub table has some forty columns

constexpr std::size_t block_size = 64;  // bytes looked at together, one bit each

struct Block {
  std::uint64_t separators;  ///< bit i is set where byte i is a comma or a line end
  bool is_ascii;
};

Block block_at(const char* p) {
#ifdef __SSE2__
  std::uint64_t separators = 0;
  __m128i all = _mm_setzero_si128();
  for (std::size_t i = 0; i < block_size; i += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
    const __m128i hits =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    separators |= static_cast<std::uint64_t>(_mm_movemask_epi8(hits)) << i;
    all = _mm_or_si128(all, bytes);
  }
  return {separators, _mm_movemask_epi8(all) == 0};
#else
  Block block{0, true};
  for (std::size_t i = 0; i < block_size; ++i) {
    block.separators |= static_cast<std::uint64_t>(p[i] == ',' || p[i] == '\n') << i;
    block.is_ascii = block.is_ascii && static_cast<signed char>(p[i]) >= 0;
  }
  return block;
#endif
}

}  // namespace

CsvReader::CsvReader(ByteStream& bytes, std::string path)
    : bytes_(bytes), path_(std::move(path)), buffer_(initial_buffer + block_size) {
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
  block_ = nullptr;
  std::size_t room = buffer_.size() - block_size;
  if (end_ == room) {
    if (room >= largest_row)
      throw Error(ErrorCode::broken_csv, "a row is longer than 64 MiB", "look for a quote that is not closed", path_,
                  open_quote_line_ > 0 ? open_quote_line_ : line_);
    room *= 2;
    buffer_.resize(room + block_size);
  }
  const std::size_t got = bytes_.read({buffer_.data() + end_, room - end_});
  at_end_ = got == 0;
  end_ += got;
}

void CsvReader::look_at(const char* block) {
  const Block seen = block_at(block);
  block_ = block;
  block_separators_ = seen.separators;
  block_is_ascii_ = seen.is_ascii;
  seen_is_ascii_ = seen_is_ascii_ && seen.is_ascii;
}

/// The first comma or line end at or after `p`, or the end of what was read. Never goes back.
inline const char* CsvReader::separator_from(const char* p) {
  if (block_ == nullptr || p >= block_ + block_size) look_at(p);
  const std::uint64_t ahead = block_separators_ >> (p - block_);
  return ahead != 0 ? std::min<const char*>(p + std::countr_zero(ahead), buffer_.data() + end_) : separator_behind(p);
}

/// The same, where the block at `p` has none.
const char* CsvReader::separator_behind(const char* p) {
  const char* const end = buffer_.data() + end_;
  do {
    p = block_ + block_size;
    if (p >= end) {
      block_ = p;
      block_separators_ = 0;
      return end;
    }
    look_at(p);
  } while (block_separators_ == 0);
  return std::min(p + std::countr_zero(block_separators_), end);
}

/// The quote that closes the field whose text starts at `text`, or null where it is not in the buffer.
/// Counts the line ends on the way, and notes a field with doubled quotes.
const char* CsvReader::close_quote(const char* text, std::size_t field, std::size_t& lines) {
  const char* const end = buffer_.data() + end_;
  open_quote_line_ = line_ + lines;
  for (const char* p = text;;) {
    const char* const quote = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
    if (quote == nullptr || (quote + 1 == end && !at_end_)) return nullptr;  // a second quote may follow
    lines += static_cast<std::size_t>(std::count(p, quote, '\n'));
    if (quote + 1 == end || quote[1] != '"') {
      open_quote_line_ = 0;
      return quote;
    }
    if (doubled_.empty() || doubled_.back() != field) doubled_.push_back(field);
    p = quote + 2;
  }
}

/// Splits the row at begin_; false when it is not all in the buffer yet, and then nothing is taken.
bool CsvReader::scan(std::vector<std::string_view>& fields) {
  fields.clear();
  doubled_.clear();
  malformed_ = false;
  open_quote_line_ = 0;
  seen_is_ascii_ = block_ == nullptr || block_is_ascii_;
  bool quoted = false;
  std::size_t lines = 0;
  const char* const row = buffer_.data() + begin_;
  const char* const end = buffer_.data() + end_;
  for (const char* p = row;; ++p) {
    const char* field = p;
    if (p < end && *p == '"') {
      quoted = true;
      const char* const quote = close_quote(++field, fields.size(), lines);
      if (quote == nullptr) return false;
      p = separator_from(quote + 1);
      malformed_ = malformed_ || !trim({quote + 1, p}).empty();
      fields.emplace_back(field, quote);
    } else {
      p = separator_from(p);
      fields.emplace_back(field, p);
    }
    if (p == end && !at_end_) return false;
    if (p < end && *p == ',') {
      if (fields.size() < most_fields) continue;
      throw Error(ErrorCode::broken_csv, fmt::format("a row has more than {} fields", most_fields),
                  "is it a table of records?", path_, line_);
    }
    if (p < end) {
      ++p;
      ++lines;
    }
    row_is_text_ = (seen_is_ascii_ && !quoted) || valid_utf8({row, p});  // blocks are not looked at inside of quotes
    begin_ += static_cast<std::size_t>(p - row);
    row_line_ = line_;
    line_ += lines;
    return true;
  }
}

/// Makes one quote of two, in place: the row is ours.
void CsvReader::undouble(std::string_view& field) {
  char* const text = buffer_.data() + (field.data() - buffer_.data());
  char* out = text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (text[i] == '"') ++i;
    *out++ = text[i];
  }
  field = {text, out};
}

bool CsvReader::next(std::vector<std::string_view>& fields) {
  for (;;) {
    if (begin_ == end_ && at_end_) return false;
    if (begin_ == end_ || !scan(fields)) {
      if (at_end_)
        throw Error(ErrorCode::broken_csv, "a quote opened here is never closed",
                    "the file looks cut off; get it again", path_, open_quote_line_);
      refill();
      continue;
    }
    if (fields.size() == 1 && trim(fields[0]).empty()) continue;  // a blank line
    for (const std::size_t i : doubled_) undouble(fields[i]);
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

void CsvTable::check_row(ErrorCode code) const {
  const auto broken = defect();
  if (!broken) return;
  if (broken->reason == Reason::bad_text) refuse_row(code, "the row is not valid UTF-8", "save the file as UTF-8");
  refuse_row(code, fmt::format("the row does not fit: {}", broken->detail), "quote fields that hold commas or quotes");
}

void CsvTable::refuse_row(ErrorCode code, std::string_view message, std::string_view remedy) const {
  throw Error(code, message, remedy, reader_.path(), line());
}

}  // namespace gapcalc::load
