#include "audit/tested_models.hpp"

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::audit {

std::vector<std::string_view> organizations_of(std::string_view list) {
  std::vector<std::string_view> result;
  for (const std::string_view part : split(list, ','))
    if (!part.empty() && std::find(result.begin(), result.end(), part) == result.end()) result.push_back(part);
  return result;
}

std::vector<TestedModel> tested_models(const Dataset& data, const BenchmarkRecords& benchmark,
                                       const CrossOptions& options, Date as_of) {
  std::map<std::string_view, TestedModel> by_name;
  std::vector<TestedModel*> of_model(data.models.size(), nullptr);  // records of a model mostly come by the thousand
  std::vector<bool> left_out(data.origins.size());
  for (std::size_t i = 0; i < left_out.size(); ++i)
    left_out[i] = cross::is_left_out(data.origins[i], benchmark.benchmark, options);
  for (std::size_t i = 0; i < benchmark.records.size(); ++i) {
    const Record& record = benchmark.records[i];
    if (record.date > as_of || left_out[record.origin]) continue;
    TestedModel*& at = of_model[record.model];
    if (at == nullptr) {
      const Model& model = data.models[record.model];
      const auto [found, is_new] = by_name.try_emplace(model.name);
      at = &found->second;
      if (is_new)
        *at = {model.name, model.group, organizations_of(model.organization), record.date, record.score, {},
               false,      false};
      at->open = at->open || cross::contains(options.open, model);
      at->closed = at->closed || cross::contains(options.closed, model);
    }
    at->date = std::min(at->date, record.date);
    at->best = std::max(at->best, record.score);
    if (i >= benchmark.test_dates.size() || !benchmark.test_dates[i]) continue;
    if (!at->first_test || *benchmark.test_dates[i] < *at->first_test) at->first_test = benchmark.test_dates[i];
  }
  std::vector<TestedModel> result;
  result.reserve(by_name.size());
  for (auto& [name, model] : by_name) result.push_back(std::move(model));
  return result;
}

}  // namespace gapcalc::audit
