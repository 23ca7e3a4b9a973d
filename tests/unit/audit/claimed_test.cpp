// Claimed scores against reproduced ones.

#include "gapcalc/claimed.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "audit/settings.hpp"
#include "core/statistics.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/schema.hpp"
#include "support/catch.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using audit::ClaimVerdict;

namespace {

/// Records of benchmarks that the registry does not know, unless rows name one that it does.
Dataset scores(const std::string& rows) {
  TempFolder folder;
  LoadOptions options;
  options.benchmarks = {"all"};
  options.undated = true;
  return load::load(folder.write("scores.csv", "benchmark,model,score,score_se,relationship,settings\n" + rows),
                    options);
}

audit::ClaimAudit audited(const std::string& rows, const audit::ClaimedOptions& options = {}) {
  return audit::audit_claims(scores(rows), options);
}

/// A claim of 0.8 and a reproduction on each of some benchmarks, with drops in points and errors of a point each.
std::string with_drops(const std::vector<double>& drops, const std::string& model = "M") {
  std::string rows;
  for (std::size_t i = 0; i < drops.size(); ++i) {
    const std::string on = "b" + std::to_string(i) + "," + model + ",";
    rows += on + "0.8,0.01,first_party,a\n" + on + std::to_string(0.8 - drops[i] / 100) + ",0.01,third_party,a\n";
  }
  return rows;
}

const audit::ModelClaims& only_model(const audit::ClaimAudit& of) {
  REQUIRE(of.models.size() == 1);
  return of.models[0];
}

}  // namespace

TEST_CASE("a claim is set against its reproduction with the error of both") {
  const auto of = audited("x,M,0.8,0.03,first_party,\nx,M,0.7,0.04,third_party,\n");
  REQUIRE(of.pairs.size() == 1);
  const audit::ClaimPair& pair = of.pairs[0];
  CHECK(pair.drop == Approx(10));
  CHECK(*pair.se == Approx(5));
  CHECK(*pair.z == Approx(2));
  CHECK(*pair.p == Approx(0.04550026));
  CHECK(*pair.q == *pair.p);
  CHECK(pair.settings == audit::Settings::unknown);
  CHECK(pair.claimed.line == 2);
  CHECK(pair.reproduced.line == 3);
}

TEST_CASE("without a given error the number of items tells it, at 0 and 1 too, and else nothing does") {
  const auto of = audited(
      "gsm8k,M,0.9,,first_party,\ngsm8k,M,1,,third_party,\n"
      "metr-time-horizons,M,20,,first_party,\nmetr-time-horizons,M,15,,third_party,\n"
      "own,M,0.5,,first_party,\nown,M,0.5,,third_party,\n");
  REQUIRE(of.pairs.size() == 3);
  CHECK(*of.pairs[0].claimed.se == Approx(std::sqrt(0.9 * 0.1 / 1319)));
  CHECK(*of.pairs[0].reproduced.se == Approx(std::sqrt((0.5 / 1319) * (1 - 0.5 / 1319) / 1319)));
  CHECK(of.pairs[0].claimed.se_from == ErrorFrom::items);
  CHECK(of.pairs[1].drop == 5);  // minutes
  CHECK(of.pairs[2].claimed.se_from == ErrorFrom::none);
  CHECK_FALSE(of.pairs[2].z);
  CHECK_FALSE(of.pairs[2].q);
  CHECK(only_model(of).n_points == 2);  // minutes are no points
  CHECK(only_model(of).n_equal == 1);
}

TEST_CASE("of several claims the best is taken, of reproductions the one whose settings fit it") {
  const std::string claims = "x,M,0.7,0.01,first_party,0-shot\nx,M,0.8,0.01,first_party,5-shot; CoT\n";
  const auto fits = audited(claims +
                            "x,M,0.6,0.01,third_party,5-shot\nx,M,0.5,0.01,third_party,5-shot;  cot\n"
                            "x,M,0.79,0.01,third_party,\n");
  REQUIRE(fits.pairs.size() == 1);
  CHECK(fits.pairs[0].claimed.score == 0.8);
  CHECK(fits.pairs[0].claimed.n_scores == 2);
  CHECK(fits.pairs[0].reproduced.score == 0.5);
  CHECK(fits.pairs[0].reproduced.n_scores == 3);
  CHECK(fits.pairs[0].taken == audit::TakenAs::settings);
  CHECK(fits.pairs[0].settings == audit::Settings::same);

  // Settings tell none apart: the median, of an even number the better one.
  const auto median = audited(claims +
                              "x,M,0.6,0.01,third_party,\nx,M,0.5,0.01,third_party,\n"
                              "x,M,0.7,0.01,third_party,\nx,M,0.1,0.01,third_party,\n");
  CHECK(median.pairs[0].reproduced.score == 0.6);
  CHECK(median.pairs[0].taken == audit::TakenAs::median);
}

TEST_CASE("settings differ by terms, each under its aspect") {
  const auto differ = audit::settings_difference("5-shot; Chain-of-Thought; majority vote of 32; 100 of 164 items",
                                                 "0-shot; chain-of-thought; lm-evaluation-harness;; v2");
  REQUIRE(differ.size() == 5);
  CHECK(differ[0].aspect == "shots");
  CHECK(differ[0].claimed == std::vector<std::string>{"5-shot"});
  CHECK(differ[0].reproduced == std::vector<std::string>{"0-shot"});
  CHECK(differ[1].aspect == "sampling");
  CHECK(differ[2].aspect == "subset");
  CHECK(differ[3].aspect == "harness");
  CHECK(differ[4].aspect == "other");
  CHECK(audit::count_different(differ) == 6);
  CHECK(audit::settings_difference("", "0-shot").empty());
  CHECK(audit::settings_difference("A; b", "B;a").empty());
}

TEST_CASE("verdicts go by the interval of the mean drop") {
  const auto verdict = [](const std::vector<double>& drops) { return only_model(audited(with_drops(drops))).verdict; };
  CHECK(verdict({8.4, 7.4, 7.8, 13.0}) == ClaimVerdict::inflated);
  CHECK(verdict({0.5, -0.5, 0.2, -0.1}) == ClaimVerdict::consistent);
  CHECK(verdict({-5, -6, -7}) == ClaimVerdict::consistent);
  CHECK(verdict({0, 0, 0}) == ClaimVerdict::consistent);
  CHECK(verdict({4, 4, 4}) == ClaimVerdict::cannot_tell);  // no interval
  CHECK(verdict({10, 11}) == ClaimVerdict::cannot_tell);   // too few
  CHECK(verdict({1.5, -1.5, 2, -1}) == ClaimVerdict::consistent);
  CHECK(verdict({3, -3, 4, -2}) == ClaimVerdict::cannot_tell);  // one is clear at 1.4 points of error
  CHECK(verdict({3, -9, 9, -2}) == ClaimVerdict::cannot_tell);
  CHECK(verdict({20, 0, 0, 0}) == ClaimVerdict::cannot_tell);  // one is clear, the mean is not
  audit::ClaimedOptions strict;
  strict.min_pairs = 5;
  CHECK(only_model(audited(with_drops({8.4, 7.4, 7.8, 13.0}), strict)).verdict == ClaimVerdict::cannot_tell);
}

TEST_CASE("the figures of a model are those of its pairs") {
  const auto of = audited(with_drops({8.4, 7.4, 7.8, 13.0}) + with_drops({-1, 0, 1}, "Other"));
  REQUIRE(of.models.size() == 2);
  const audit::ModelClaims& model = of.models[0];
  CHECK(model.model == "M");
  CHECK(*model.mean_drop == Approx(9.15));
  CHECK(*model.low == Approx(9.15 - 2.353363434801825 * std::sqrt(20.27 / 3) / 2));
  CHECK(model.sign_p == 0.125);
  CHECK(model.n_lower == 4);
  CHECK(model.n_clearly_lower == 4);
  CHECK(of.models[1].n_equal == 1);
  CHECK(of.models[1].sign_p == 1);
  // q over the pairs of all models.
  std::vector<double> p, q;
  for (const audit::ClaimPair& pair : of.pairs) {
    p.push_back(*pair.p);
    q.push_back(*pair.q);
  }
  CHECK(q == benjamini_hochberg(p));
}

TEST_CASE("drops on public items are held against those on private ones") {
  const std::string of_public =
      "gsm8k,M,0.9,,first_party,\ngsm8k,M,0.8,,third_party,\nmmlu,M,0.9,,first_party,\nmmlu,M,0.78,,third_party,\n";
  const std::string of_private =
      "simplebench,M,0.5,,first_party,\nsimplebench,M,0.5,,third_party,\n"
      "arc-agi,M,0.5,,first_party,\narc-agi,M,0.49,,third_party,\n";
  const audit::Exposure both = only_model(audited(of_public + of_private)).exposure;
  CHECK(*both.public_drop == Approx(11));
  CHECK(*both.private_drop == Approx(0.5));
  CHECK(*both.difference == Approx(10.5));
  CHECK(*both.low > 0);
  CHECK(only_model(audited(of_public)).exposure.reason == "no_private");
  CHECK(only_model(audited(of_private)).exposure.reason == "no_public");
}

TEST_CASE("what has no counterpart is counted and listed") {
  const auto of = audited(
      "x,M,0.8,,first_party,\nx,m,0.8,,third_party,\nx,N,0.8,,collaborative,\nx,N,0.8,,,\n"
      "y,M,0.8,,first_party,\ny,M,0.7,,first_party,\ny,M,0.8,,third_party,\n");
  CHECK(of.n_claims == 3);
  CHECK(of.n_reproductions == 2);
  CHECK(of.n_neither == 2);
  REQUIRE(of.unmatched.size() == 2);
  CHECK(of.unmatched[0].claimed);
  CHECK(of.unmatched[0].model == "M");
  CHECK(of.unmatched[1].model == "m");
}

TEST_CASE("claims and reproductions in two inputs are taken whoever measured") {
  const Dataset claimed = scores("x,M,0.8,,third_party,\n"), reproduced = scores("x,M,0.7,,,\nx,N,0.7,,first_party,\n");
  const auto of = audit::audit_claims(claimed, reproduced, {});
  REQUIRE(of.pairs.size() == 1);
  CHECK(of.pairs[0].drop == Approx(10));
  CHECK(of.unmatched.size() == 1);
  CHECK(of.n_neither == 0);
}

TEST_CASE("no claim, no reproduction and impossible options are refused") {
  CHECK_THROWS_AS(audited("x,M,0.8,,third_party,\n"), Error);
  CHECK_THROWS_AS(audited("x,M,0.8,,,\n"), Error);
  for (const audit::ClaimedOptions& options :
       {audit::ClaimedOptions{0, 0.9, 3, 5}, audit::ClaimedOptions{0.05, 1, 3, 5},
        audit::ClaimedOptions{0.05, 0.9, 1, 5}, audit::ClaimedOptions{0.05, 0.9, 3, -1}})
    CHECK_THROWS_AS(audit::check(options), Error);
}

TEST_CASE("words that the schemas of audits allow are those that the program has") {
  using nlohmann::json;
  const json schema = json::parse(schema_text("audit")), row = json::parse(schema_text("audit.csv"))["items"];
  json verdicts = json::array(), settings = json::array(), taken = json::array(), errors = json::array();
  for (const ClaimVerdict one : {ClaimVerdict::inflated, ClaimVerdict::cannot_tell, ClaimVerdict::consistent})
    verdicts.push_back(name(one));
  for (const audit::Settings one : {audit::Settings::same, audit::Settings::differ, audit::Settings::unknown})
    settings.push_back(name(one));
  for (const audit::TakenAs one : {audit::TakenAs::only, audit::TakenAs::settings, audit::TakenAs::median})
    taken.push_back(name(one));
  for (const ErrorFrom one : {ErrorFrom::given, ErrorFrom::items, ErrorFrom::relative, ErrorFrom::none})
    errors.push_back(name(one));
  const json& pair = schema["properties"]["pairs"]["items"]["properties"];
  CHECK(schema["properties"]["models"]["items"]["properties"]["verdict"]["enum"] == verdicts);
  CHECK(pair["settings"]["enum"] == settings);
  CHECK(pair["taken_as"]["enum"] == taken);
  CHECK(schema["$defs"]["measured"]["properties"]["se_from"]["enum"] == errors);
  for (const auto& [column, words] : {std::pair("verdict", &verdicts), std::pair("settings", &settings),
                                      std::pair("taken_as", &taken), std::pair("claimed_se_from", &errors)}) {
    words->push_back(nullptr);  // a row that is no pair
    CHECK(row["properties"][column]["enum"] == *words);
  }
}
