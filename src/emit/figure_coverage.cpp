#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "emit/figure_parts.hpp"

namespace gapcalc::emit {
namespace {

/// Organizations with a colour of their own; the others share one.
constexpr std::size_t most_organizations = 14;

void add_tested(const BenchmarkCrossings& of, const Names& who, Json& rows) {
  const auto add = [&](const std::string& group, std::size_t n, std::optional<Date> last) {
    const std::string day = last ? to_string(*last) : std::string("none");
    rows.push_back({{"benchmark", of.benchmark.title},
                    {"group", group},
                    {"models", n},
                    {"last", day},
                    {"label", last ? fmt::format("{}, last {}", n, month_name(*last)) : std::string("none")}});
  };
  add(who.leader_column, of.n_closed, of.last_closed);
  add(who.follower_column, of.n_open, of.last_open);
}

std::string organization(const Crosser& who) { return who.organization.empty() ? "not given" : who.organization; }

/// How many accepted gaps each organization was first in, per side, the largest first over both.
Json organization_rows(const std::vector<Datapoint>& datapoints, const Names& who) {
  struct Count {
    std::size_t closed = 0, open = 0;
  };
  std::map<std::string, Count> counts;
  for (const Datapoint& d : datapoints) {
    ++counts[organization(d.closed)].closed;
    ++counts[organization(d.open)].open;
  }
  std::vector<std::pair<std::string, Count>> order(counts.begin(), counts.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.second.closed + a.second.open > b.second.closed + b.second.open;
  });
  if (order.size() > most_organizations + 1) {
    std::pair<std::string, Count> rest{"others", {}};
    for (std::size_t i = most_organizations; i < order.size(); ++i) {
      rest.second.closed += order[i].second.closed;
      rest.second.open += order[i].second.open;
    }
    order.resize(most_organizations);
    order.push_back(rest);
  }
  Json rows = Json::array();
  const auto total = static_cast<double>(datapoints.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto add = [&](const std::string& group, std::size_t gaps) {
      if (gaps > 0)
        rows.push_back({{"group", group},
                        {"organization", order[i].first},
                        {"gaps", gaps},
                        {"share", static_cast<double>(gaps) / total},
                        {"rank", i}});
    };
    add(fmt::format("first {}", who.leader_column), order[i].second.closed);
    add(fmt::format("first {}", who.follower_column), order[i].second.open);
  }
  return rows;
}

}  // namespace

Json coverage_figure(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  Json figure = figure_template("coverage", who);
  Json tested = Json::array();
  std::size_t n_open = 0, n_closed = 0;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    add_tested(of, who, tested);
    n_open += of.n_open;
    n_closed += of.n_closed;
  }
  set_title(
      figure,
      fmt::format("Who was tested: {} results of {} models, {} of {} models", n_closed, who.leader_column, n_open,
                  who.follower_column),
      "A model that nobody tested cannot be the first: where few models of a group were tested, or none lately, a "
      "gap may be too long or too short.",
      95);
  figure["datasets"] = {{"tested", tested}, {"organizations", organization_rows(analysis.crossings.datapoints, who)}};
  figure["/vconcat/0/layer/0/encoding/color/scale/domain"_json_pointer] = {who.leader_column, who.follower_column};
  return figure;
}

}  // namespace gapcalc::emit
