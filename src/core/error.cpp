#include "gapcalc/error.hpp"

#include <fmt/format.h>

namespace gapcalc {
namespace {

std::string compose(std::string_view message, std::string_view remedy, std::string_view file, std::size_t line) {
  std::string text;
  if (!file.empty()) text = line > 0 ? fmt::format("{}:{}: ", file, line) : fmt::format("{}: ", file);
  text += message;
  if (!remedy.empty()) text += fmt::format("; {}", remedy);
  return text;
}

}  // namespace

Error::Error(ErrorCode code_, std::string_view message_, std::string_view remedy_, std::string_view file_,
             std::size_t line_)
    : std::runtime_error(compose(message_, remedy_, file_, line_)),
      code(code_),
      message(message_),
      remedy(remedy_),
      file(file_),
      line(line_) {}

}  // namespace gapcalc
