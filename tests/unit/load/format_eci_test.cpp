#include "core/text.hpp"
#include "load/interval.hpp"
#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string eci_flat =
    "Model version,ECI Score,Release date,Organization,Country,Model "
    "accessibility,Model name,Description\n"
    "m_high,150.5,2026-03-05,Lab,France,API access,M,\"two\nlines\"\n"
    "m_low,,2026-03-05,Lab,France,API access,M,\n";
const std::string eci_october =
    "Model,Display name,eci,eci_ci_low,eci_ci_high,date,Organization,Country "
    "(of organization),Model accessibility,"
    "Accessibility group,model_versions\n"
    "M,M,150.5,148.2,153.1,2026-03-05,Lab,France,Open weights "
    "(unrestricted),Open weights,\n";
const std::string eci_short = "Model,eci\nM,150.5\n";

}  // namespace

TEST_CASE("the hub's tables of the capability index are told by their columns") {
  for (const std::string& text : {eci_flat, eci_october, eci_short}) CHECK(fits_eci(shape_of_text(text)));
  CHECK_FALSE(fits_eci(shape_of_text("Model version,Best score (across scorers),Release date\n")));
  CHECK_FALSE(fits_eci(shape_of_text("benchmark_name,is_anchor,edi,estimated_slope_scaled\n")));
}

TEST_CASE("each table of the capability index gives what it has") {
  const OutsideScores flat = found_in(read_eci, eci_flat), october = found_in(read_eci, eci_october),
                      bare = found_in(read_eci, eci_short);
  REQUIRE(flat.scores.size() == 2);
  CHECK(flat.scores[0].model == "m_high");
  CHECK(flat.scores[0].score == "150.5");
  CHECK(flat.scores[0].release_date == "2026-03-05");
  CHECK(flat.scores[0].country == "France");
  CHECK(flat.scores[0].accessibility == "API access");
  CHECK(flat.scores[0].score_se.empty());
  CHECK(flat.scores[1].score.empty());
  CHECK(flat.scores[1].line == 4);

  REQUIRE(october.scores.size() == 1);
  CHECK(october.scores[0].model == "M");
  CHECK(october.scores[0].organization == "Lab");
  CHECK(october.scores[0].country == "France");
  CHECK(october.scores[0].accessibility == "Open weights (unrestricted)");
  CHECK(october.scores[0].release_date == "2026-03-05");
  CHECK(parse_number(october.scores[0].score_se).value() == Approx(4.9 / 2 / normal_90));

  REQUIRE(bare.scores.size() == 1);
  CHECK(bare.scores[0].score == "150.5");
  CHECK(bare.scores[0].release_date.empty());
  CHECK(bare.scores[0].accessibility.empty());
}

TEST_CASE("a row of the capability index that does not fit its header is left out") {
  CHECK(left_of(found_in(read_eci, "Model,eci\nM\n")) == std::vector<std::string>{"2 bad_row"});
  CHECK(error_of([] { static_cast<void>(found_in(read_eci, "Model\nM\n")); }).code == ErrorCode::missing_column);
}
