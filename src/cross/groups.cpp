#include <algorithm>

#include "core/text.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::cross {
namespace {

bool any_in_list(const std::vector<std::string>& wanted, std::string_view list) {
  return wanted.empty() ||
         std::any_of(wanted.begin(), wanted.end(), [&](const std::string& item) { return list_contains(list, item); });
}

}  // namespace

std::string_view licence(std::string_view accessibility) {
  const std::size_t open = accessibility.find('('), close = accessibility.rfind(')');
  if (weights(accessibility) != Weights::open || open == accessibility.npos || close == accessibility.npos ||
      close < open)
    return {};
  return trim(accessibility.substr(open + 1, close - open - 1));
}

bool list_contains(std::string_view list, std::string_view item) {
  const auto parts = split(list, ',');
  return std::find(parts.begin(), parts.end(), trim(item)) != parts.end();
}

bool contains(const Group& group, const Model& model) {
  const Weights kind = weights(model.accessibility);
  if (kind != Weights::open && kind != Weights::closed) return false;
  if (group.weights == Group::Weights::open && kind != Weights::open) return false;
  if (group.weights == Group::Weights::closed && kind != Weights::closed) return false;
  const std::string_view licence_class = licence(model.accessibility);
  return any_in_list(group.countries, model.country) && any_in_list(group.organizations, model.organization) &&
         (group.licences.empty() ||
          std::find(group.licences.begin(), group.licences.end(), licence_class) != group.licences.end());
}

}  // namespace gapcalc::cross
