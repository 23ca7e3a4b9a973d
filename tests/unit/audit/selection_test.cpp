// What the best of several gains, and who was tested how often.

#include "gapcalc/selection.hpp"

#include <cmath>

#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;

namespace {

/// A dump of one benchmark with 100 items, of which the rows are `version,score,date,organization,started at`.
audit::Selection of_dump(const std::string& models, const std::string& scores, audit::Period period) {
  TempFolder folder;
  folder.write("epoch_capabilities_index.csv",
               "Model version,ECI Score,Release date,Organization,Country,Model accessibility,Model name\n" + models);
  folder.write("arc_agi_external.csv", "Model version,Score,Release date,Organization,Country,Started at\n" + scores);
  Options options;
  options.load.benchmarks = {"arc-agi"};
  options.load.with_groups = options.load.with_test_dates = true;
  options.cross.verdicts = Verdicts::none;
  const Dataset data = load::load(folder.path(), options.load);
  const Crossings crossings = cross::cross(data, options.cross);
  return audit::selection(data, crossings, options.cross, load::statements("").list, period);
}

const std::string few_models =
    "shut-1_low,,2024-01-10,Acme,,API access,Shut 1\n"
    "shut-1_high,,2024-01-10,Acme,,API access,Shut 1\n"
    "shut-1_max,,2024-06-01,Acme,,API access,Shut 1\n"
    "shut-0,,2023-11-05,Acme,,API access,Shut 0\n"
    "other-1,,2023-12-01,Zenith,,API access,Other 1\n"
    "ajar-1,,2024-09-01,\"Brook,Acme\",,Open weights (unrestricted),Ajar 1\n";
const std::string few_scores =
    "shut-1_low,0.10,2024-01-10,Acme,,\n"
    "shut-1_high,0.52,2024-01-10,Acme,,2024-01-12T10:00:00.000Z\n"
    "shut-1_max,0.60,2024-06-01,Acme,,2024-06-01\n"
    "shut-0,0.20,2023-11-05,Acme,,2024-01-05\n"
    "other-1,0.30,2023-12-01,Zenith,,\n"
    "ajar-1,0.51,2024-09-01,\"Brook,Acme\",,2024-09-04\n";

const audit::Selected& crosser(const audit::Selection& of, const std::string& model) {
  const auto at = std::find_if(of.crossers.begin(), of.crossers.end(),
                               [&](const audit::Selected& one) { return one.crosser.model == model; });
  REQUIRE(at != of.crossers.end());
  return *at;
}

}  // namespace

TEST_CASE("the expected largest of N normal draws is that of the tables") {
  // Of 2 it is 1 / sqrt(pi), of 3 it is 3 / (2 sqrt(pi)); the others from Tippett (1925) and by Monte Carlo.
  CHECK(audit::expected_maximum(1) == 0);
  CHECK(audit::expected_maximum(2) == Approx(1 / std::sqrt(M_PI)).epsilon(1e-12));
  CHECK(audit::expected_maximum(3) == Approx(1.5 / std::sqrt(M_PI)).epsilon(1e-12));
  const std::vector<std::pair<std::size_t, double>> known = {{2, 0.5642},  {3, 0.8463},  {5, 1.1630},  {7, 1.3522},
                                                             {10, 1.5388}, {20, 1.8675}, {50, 2.2491}, {1000, 3.2414}};
  for (const auto& [n, e] : known) CHECK(audit::expected_maximum(n) == Approx(e).margin(5e-5));
  for (const auto& [n, e] : {std::pair<std::size_t, double>{27, 1.998}, {43, 2.190}})
    CHECK(audit::expected_maximum(n) == Approx(e).margin(5e-4));
  CHECK(audit::expected_maximum(1'000'000'000) > audit::expected_maximum(999'999'999));
  CHECK(error_of([] { (void)audit::expected_maximum(0); }).code == ErrorCode::bad_option);
}

TEST_CASE("candidates are the versions that were tested up to the release of the one that crossed first") {
  const auto of = of_dump(few_models, few_scores, audit::Period::year);
  const audit::Selected& closed = crosser(of, "shut-1_high");
  CHECK(closed.family == "Shut 1");
  CHECK(closed.family_n == 2);        // not the one that came later
  CHECK(closed.organization_n == 3);  // with Shut 0
  CHECK(closed.threshold == 0.5);
  CHECK(closed.margin == Approx(2));
  CHECK(*closed.se == Approx(100 * std::sqrt(0.52 * 0.48 / 100)));
  CHECK(closed.se_from == ErrorFrom::items);
  CHECK(*closed.margin_ses == Approx(2 / *closed.se));
  CHECK(closed.next_model == "other-1");  // versions of the same model are no other
  CHECK(*closed.distance == Approx(22));
  CHECK(*closed.inflation == Approx(0.5641896 * *closed.se));
  CHECK(*closed.organization_inflation == Approx(0.8462844 * *closed.se));
  CHECK(closed.reason.empty());
  const audit::Selected& open = crosser(of, "ajar-1");
  CHECK(open.open);
  CHECK(open.family_n == 1);
  CHECK(open.organization_n == 5);  // both of its organizations
  CHECK(*open.inflation == 0);
  CHECK(open.next_model.empty());
  CHECK(!open.distance);
}

TEST_CASE("without a family or an organization the number of candidates is not known") {
  const auto tidy = load::load(
      [] {
        static TempFolder folder;
        return folder.write("r.csv",
                            "benchmark,model,organization,accessibility,release_date,score\n"
                            "x,A,,API access,2024-01-01,0.5\nx,B,,Open weights (unrestricted),2024-02-01,0.5\n");
      }(),
      {});
  CrossOptions options;
  options.verdicts = Verdicts::none;
  const auto of = audit::selection(tidy, cross::cross(tidy, options), options, {}, audit::Period::year);
  REQUIRE(of.crossers.size() == 2);
  CHECK(of.crossers[0].reason == "no_family");
  CHECK(!of.crossers[0].family_n);
  CHECK(!of.crossers[0].organization_n);
  CHECK(!of.crossers[0].se);
  CHECK(!of.crossers[0].inflation);
  CHECK(of.benchmarks[0].open_delay.reason == "no_test_dates");
}

TEST_CASE("records that keep only what set a new best cannot tell how many were tested") {
  const Dataset data = load::load("", {});
  const auto of = audit::selection(data, cross::cross(data, {}), {}, {}, audit::Period::year);
  CHECK(of.frontier_only);
  REQUIRE(!of.crossers.empty());
  for (const audit::Selected& one : of.crossers) {
    CHECK(one.reason == "frontier_only");
    CHECK(!one.family_n);
  }
  CHECK(of.periods.empty());
  CHECK(of.organizations.empty());
  CHECK(of.benchmarks[0].models.closed > 50);  // as the registry has it
}

TEST_CASE("tests are counted by group, period and organization") {
  const auto of = of_dump(few_models, few_scores, audit::Period::quarter);
  REQUIRE(of.benchmarks.size() == 1);
  const audit::BenchmarkTests& one = of.benchmarks[0];
  CHECK(one.models.open == 1);
  CHECK(one.models.closed == 5);
  CHECK(to_string(*one.last_closed) == "2024-06-01");
  std::vector<std::string> periods;
  for (const audit::PeriodCounts& counts : one.periods) periods.push_back(counts.period);
  CHECK(periods == std::vector<std::string>{"2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"});
  CHECK(one.periods[0].models.closed == 2);
  CHECK(one.periods[3].models.open == 1);
  REQUIRE(of.organizations.size() == 3);
  CHECK(of.organizations[0].organization == "Acme");
  CHECK(of.organizations[0].tests == 5);
  CHECK(of.organizations[0].share == Approx(5.0 / 6));
  CHECK(*of.organizations[0].first_share == Approx(5.0 / 6));  // all but other-1; ajar-1 with another
}

TEST_CASE("days from release to the first test are told where a dump has them") {
  const auto of = of_dump(few_models, few_scores, audit::Period::year);
  const audit::BenchmarkTests& one = of.benchmarks[0];
  CHECK(one.open_delay.n == 1);
  CHECK(*one.open_delay.median == 3);
  CHECK(one.closed_delay.n == 3);  // 2, 0 and 61 days; the others have none
  CHECK(*one.closed_delay.median == 2);
}

TEST_CASE("statements imply the error of a rating") {
  const auto of = of_dump(few_models, few_scores, audit::Period::year);
  const auto find = [&](const std::string& id) {
    return *std::find_if(of.statements.begin(), of.statements.end(),
                         [&](const audit::Implied& one) { return one.statement.id == id; });
  };
  CHECK(find("leaderboard-illusion-v1").sigma == Approx(65.0).margin(0.05));
  CHECK(find("leaderboard-illusion-v2").sigma == Approx(26.8).margin(0.05));
  CHECK(find("arena-reply").sigma == Approx(4.9).margin(0.05));
  CHECK(*find("arena-reply").votes_se == Approx(2 * 173.717793 / std::sqrt(3000)));
  CHECK(!find("news-article-5").votes_se);
  CHECK(*find("leaderboard-illusion-v2").takes_votes == Approx(168.4).margin(0.1));
}
