#pragma once
// Rows of CSV as RFC 4180 has them, with LF line ends.

#include <optional>
#include <string>
#include <string_view>

#include "emit/layout.hpp"

namespace gapcalc::emit {

class CsvWriter {
 public:
  explicit CsvWriter(std::string_view header) : text_(header) { text_ += '\n'; }

  CsvWriter& cell(std::string_view text) {
    if (!first_) text_ += ',';
    first_ = false;
    const bool plain = text.find_first_of(",\"\r\n") == text.npos && !text.starts_with(' ') && !text.ends_with(' ');
    if (plain) {
      text_ += text;
      return *this;
    }
    text_ += '"';
    for (const char c : text) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
    return *this;
  }
  CsvWriter& number(double value) { return cell(exact(value)); }
  CsvWriter& number(std::optional<double> value) { return cell(value ? exact(*value) : std::string{}); }
  CsvWriter& count(std::size_t value) { return cell(std::to_string(value)); }
  CsvWriter& count(std::optional<std::size_t> value) { return cell(value ? std::to_string(*value) : std::string{}); }
  CsvWriter& truth(std::optional<bool> value) { return cell(!value ? "" : *value ? "true" : "false"); }
  CsvWriter& date(std::optional<Date> value) { return cell(value ? to_string(*value) : std::string{}); }
  void end_row() {
    text_ += '\n';
    first_ = true;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool first_ = true;
};

}  // namespace gapcalc::emit
