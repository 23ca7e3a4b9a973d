#pragma once
// Splits a JSON array or JSON Lines into its elements without parsing them, so that memory holds one
// element, each knows its line, and a broken one does not take the others along.

#include <string>
#include <string_view>
#include <vector>

#include "load/bytes.hpp"

namespace gapcalc::load {

class JsonElements {
 public:
  /// `bytes` must outlive this object. `path` is for errors.
  JsonElements(ByteStream& bytes, std::string path);

  /// The text of the next element, valid until the next call, or false at the end. Throws Error
  /// (broken_json) where the text ends inside an element or array, or goes on behind the array.
  bool next(std::string_view& element);

  /// Line on which the last element starts, 1-based.
  [[nodiscard]] std::size_t line() const { return element_line_; }

 private:
  [[nodiscard]] bool fill();
  [[noreturn]] void fail(std::string_view message, std::string_view remedy) const;
  int peek();
  bool line_ends_with_bracket();
  bool skip_to_element();
  std::size_t line_length();
  std::size_t value_length();

  ByteStream& bytes_;
  std::string path_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::size_t line_ = 1, element_line_ = 1;
  bool started_ = false, in_array_ = false, one_a_line_ = false, done_ = false;
};

}  // namespace gapcalc::load
