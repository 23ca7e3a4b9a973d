#include "audit/settings.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

/// Words that tell what a term is about.
struct Aspect {
  std::string_view name;
  std::array<std::string_view, 10> words;  ///< as parts of the term in lower case; the first aspect that has one counts
};
constexpr std::array aspects = {
    Aspect{"shots", {"shot"}},
    Aspect{"sampling",
           {"vote", "voting", "consistency", "maj@", "pass@", "best of", "sample", "temperature", "greedy",
            "single pass"}},
    Aspect{"prompting", {"chain-of-thought", "chain of thought", "cot", "prompt", "thinking", "reasoning", "tool"}},
    Aspect{"subset", {"subset", "partial", " of ", "items", "split", "validation"}},
    Aspect{"harness", {"harness", "helm", "inspect", "framework"}},
};
constexpr std::string_view no_aspect = "other";

std::string_view aspect_of(std::string_view term) {
  for (const Aspect& aspect : aspects)
    for (const std::string_view word : aspect.words)
      if (!word.empty() && term.find(word) != term.npos) return aspect.name;
  return no_aspect;
}

std::vector<std::string_view> terms_of(std::string_view settings) {
  std::vector<std::string_view> terms = split(settings, ';');
  std::erase_if(terms, [](std::string_view term) { return term.empty(); });
  return terms;
}

bool has_term(const std::vector<std::string_view>& terms, std::string_view term) {
  return std::any_of(terms.begin(), terms.end(), [&](std::string_view other) { return lower(other) == lower(term); });
}

}  // namespace

std::vector<SettingsDifference> settings_difference(std::string_view claimed, std::string_view reproduced) {
  const auto of_claim = terms_of(claimed), of_reproduction = terms_of(reproduced);
  std::vector<SettingsDifference> result;
  if (of_claim.empty() || of_reproduction.empty()) return result;
  const auto add = [&](const auto& terms, const auto& others, std::vector<std::string> SettingsDifference::*side) {
    for (const std::string_view term : terms) {
      if (has_term(others, term)) continue;
      const std::string_view aspect = aspect_of(lower(term));
      auto at = std::find_if(result.begin(), result.end(), [&](const auto& one) { return one.aspect == aspect; });
      if (at == result.end()) at = result.insert(result.end(), {std::string(aspect), {}, {}});
      ((*at).*side).emplace_back(term);
    }
  };
  add(of_claim, of_reproduction, &SettingsDifference::claimed);
  add(of_reproduction, of_claim, &SettingsDifference::reproduced);
  const auto rank = [](const SettingsDifference& one) {
    return std::find_if(aspects.begin(), aspects.end(), [&](const Aspect& a) { return a.name == one.aspect; }) -
           aspects.begin();
  };
  std::sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return result;
}

bool tells(std::string_view settings) { return !terms_of(settings).empty(); }

std::size_t count_different(const std::vector<SettingsDifference>& differences) {
  std::size_t n = 0;
  for (const SettingsDifference& one : differences) n += one.claimed.size() + one.reproduced.size();
  return n;
}

}  // namespace gapcalc::audit
