#include "core/near.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/text.hpp"

namespace gapcalc {
namespace {

/// Letters to put in, take out or change to make one of the other.
std::size_t letters_apart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> near(std::string_view text, const std::vector<std::string>& names) {
  const std::string wanted = slug(text);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& name : names) {
    const std::string other = slug(name);
    const std::size_t distance = letters_apart(wanted, other);
    const bool part = wanted.size() >= 2 && other.find(wanted) != other.npos;
    if (part || distance <= std::max<std::size_t>(2, wanted.size() / 4)) found.emplace_back(part ? 0 : distance, name);
  }
  std::sort(found.begin(), found.end());
  constexpr std::size_t most = 3;
  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) result.push_back(std::move(found[i].second));
  return result;
}

std::string near_text(std::string_view text, const std::vector<std::string>& names) {
  const std::vector<std::string> found = near(text, names);
  return found.empty() ? std::string() : " (near: " + join(found, ", ") + ")";
}

}  // namespace gapcalc
