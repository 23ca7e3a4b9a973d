#include <fmt/format.h>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc {

std::string to_string(const Group& group) {
  static constexpr std::string_view weights[] = {"any", "open", "closed"};
  std::string text{weights[static_cast<std::size_t>(group.weights)]};
  for (const auto& value : group.countries) text += fmt::format(",country={}", value);
  for (const auto& value : group.organizations) text += fmt::format(",organization={}", value);
  for (const auto& value : group.licences) text += fmt::format(",licence={}", value);
  return text;
}

Group parse_group(std::string_view text) {
  Group group;
  for (const std::string_view term : split(text, ',')) {
    const std::size_t equals = term.find('=');
    const std::string_view key = trim(term.substr(0, equals));
    const std::string value{equals == term.npos ? std::string_view{} : trim(term.substr(equals + 1))};
    if (equals == term.npos && key == "open") {
      group.weights = Group::Weights::open;
    } else if (equals == term.npos && key == "closed") {
      group.weights = Group::Weights::closed;
    } else if (equals == term.npos && key == "any") {
      group.weights = Group::Weights::any;
    } else if (key == "country" && !value.empty()) {
      group.countries.push_back(value);
    } else if (key == "organization" && !value.empty()) {
      group.organizations.push_back(value);
    } else if (key == "licence" && !value.empty()) {
      group.licences.push_back(value);
    } else {
      throw Error(ErrorCode::bad_option, fmt::format("'{}' is no term of a group", term),
                  "use open, closed, any, country=X, organization=X or licence=X, separated by commas");
    }
  }
  return group;
}

}  // namespace gapcalc
