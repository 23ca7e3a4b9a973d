#include "load/json_elements.hpp"

#include <cstring>

#include "core/text.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

constexpr std::size_t element_buffer = std::size_t{1} << 16;
constexpr std::size_t largest_element = std::size_t{1} << 26;

}  // namespace

JsonElements::JsonElements(ByteStream& bytes, std::string path)
    : bytes_(bytes), path_(std::move(path)), buffer_(element_buffer) {
  const bool mark = bytes_.peek(3) == "\xEF\xBB\xBF";
  if (fill() && mark) begin_ = 3;
}

/// Reads more behind what is there; false at the end of the text.
bool JsonElements::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= largest_element)
      fail("a record is longer than 64 MiB", "look for a bracket that is not closed");
    buffer_.resize(buffer_.size() * 2);
  }
  const std::size_t got = bytes_.read({buffer_.data() + end_, buffer_.size() - end_});
  end_ += got;
  return got > 0;
}

void JsonElements::fail(std::string_view message, std::string_view remedy) const {
  throw Error(ErrorCode::broken_json, message, remedy, path_, line_);
}

/// The next character that is no white space, or -1 at the end.
int JsonElements::peek() {
  for (;;) {
    while (begin_ < end_) {
      const char c = buffer_[begin_];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return static_cast<unsigned char>(c);
      if (c == '\n') ++line_;
      ++begin_;
    }
    if (!fill()) return -1;
  }
}

/// Whether the first line is a whole record, as in JSON Lines; else records may go over several lines.
bool JsonElements::line_ends_with_bracket() {
  std::size_t at = 0;
  char last = '\0';
  for (; begin_ + at < end_ || fill(); ++at) {
    const char c = buffer_[begin_ + at];
    if (c == '\n') break;
    if (c != ' ' && c != '\t' && c != '\r') last = c;
  }
  return last == '}';
}

/// Goes to the start of the next element; false where there is none.
bool JsonElements::skip_to_element() {
  if (!started_) {
    started_ = true;
    in_array_ = peek() == '[';
    if (in_array_)
      ++begin_;
    else
      one_a_line_ = line_ends_with_bracket();
  }
  int c = peek();
  while (c == ',') {
    ++begin_;
    c = peek();
  }
  const bool closes_array = c == ']' && in_array_;
  if (!closes_array && c != -1) return true;
  done_ = true;
  if (!closes_array && in_array_) fail("the array is never closed", "the file looks cut off; get it again");
  if (closes_array) {
    ++begin_;
    if (peek() != -1) fail("text goes on behind the array", "keep one array, or one record a line");
  }
  return false;
}

/// Length of the rest of the line: in JSON Lines a broken record must not take the next along.
std::size_t JsonElements::line_length() {
  std::size_t at = 0;  // offset from begin_: refilling moves the text
  while ((begin_ + at < end_ || fill()) && buffer_[begin_ + at] != '\n') ++at;
  return at;
}

/// Length of the value that starts here, up to its closing bracket; of a bare number or word, up to what ends it.
std::size_t JsonElements::value_length() {
  int depth = 0;
  bool in_string = false, escaped = false;
  for (std::size_t at = 0;; ++at) {
    if (begin_ + at == end_ && !fill()) {
      if (depth == 0 && !in_string) return at;
      fail("the file ends inside a record", "it looks cut off; get it again");
    }
    const char c = buffer_[begin_ + at];
    if (!in_string && depth == 0 && (c == ',' || c == '\n' || c == ']' || c == '}')) return at;
    if (c == '\n') ++line_;
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return at + 1;
    }
  }
}

bool JsonElements::next(std::string_view& element) {
  if (done_ || !skip_to_element()) return false;
  element_line_ = line_;
  const std::size_t length = one_a_line_ ? line_length() : value_length();
  if (length == 0) fail("a bracket closes what was never opened", "mend the JSON");
  element = trim({buffer_.data() + begin_, length});
  begin_ += length;
  return true;
}

}  // namespace gapcalc::load
