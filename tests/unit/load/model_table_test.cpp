#include <algorithm>

#include "support/error_of.hpp"
#include "support/hub_folder.hpp"

using namespace gapcalc;

namespace {

/// What is known of `m` from a model table with these rows and a score row without a date.
struct Known {
  explicit Known(const std::string& rows) {
    const HubFolder hub;
    hub.models(rows);
    hub.gpqa("m,0.5,,,,,\n");
    data = hub.load();
  }
  [[nodiscard]] std::string date() const { return to_string(record_of(data, "gpqa-diamond", "m").date); }
  [[nodiscard]] const Model& model() const { return model_of(data, record_of(data, "gpqa-diamond", "m")); }
  Dataset data;
};

}  // namespace

TEST_CASE("of two rows for a version the earlier date counts, in whatever order they stand") {
  const std::string early = "m,1,2024-01-01,,China,\n", late = "m,2,2024-05-01,X,,API access\n";
  for (const std::string& rows : {early + late, late + early}) {
    const Known known(rows);
    CHECK(known.date() == "2024-01-01");
    CHECK(known.model().organization == "X");  // blanks are filled from the other row
    CHECK(known.model().country == "China");
    CHECK(known.model().accessibility == "API access");
    CHECK(exclusions(known.data) ==
          std::vector<std::string>{rows.starts_with(early) ? "3 duplicate_model" : "2 duplicate_model"});
    CHECK(known.data.excluded[0].detail.find("2024-05-01") != std::string::npos);
  }
}

TEST_CASE("three rows for a version give the same in every order") {
  std::vector<std::string> rows = {"m,1,2024-01-01,,,\n", "m,2,2024-05-01,X,,API access\n",
                                   "m,3,,Y,China,Unreleased\n"};
  std::sort(rows.begin(), rows.end());
  std::vector<std::string> seen;
  do {
    const Known known(rows[0] + rows[1] + rows[2]);
    seen.push_back(known.date() + known.model().organization + known.model().country + known.model().accessibility);
  } while (std::next_permutation(rows.begin(), rows.end()));
  CHECK(seen == std::vector<std::string>(6, "2024-01-01XChinaAPI access"));
}

TEST_CASE("a blank date gives way to a known one") {
  CHECK(Known("m,1,,X,X,API access\nm,1,2024-05-01,X,X,API access\n").date() == "2024-05-01");
}

TEST_CASE("a date that is none gives way to one") {
  CHECK(Known("m,1,01/05/2024,X,X,API access\nm,1,2024-05-01,X,X,API access\n").date() == "2024-05-01");
}

TEST_CASE("trailing blanks in names are no part of them") {
  CHECK(Known("m ,1,2024-05-01,X,X,API access\n").model().accessibility == "API access");
  CHECK(Known("m\xC2\xA0,1,2024-05-01,X,X,API access\n").model().accessibility == "API access");
}

TEST_CASE("blank rows of the model table are nothing, rows without a version are excluded") {
  const Known known(
      ",,,,,\n ,, ,,,\n,5,2024-05-01,X,X,API access\nm,1,2024-05-01,X,X,API access\nshort,1\n\"\xFF\",1,,,,\n");
  CHECK(exclusions(known.data) == std::vector<std::string>{"4 no_model", "6 bad_row", "7 bad_text"});
  CHECK(known.date() == "2024-05-01");
}

TEST_CASE("a model table without a column that is needed is refused") {
  const HubFolder hub;
  hub.write("epoch_capabilities_index.csv", "Model version,Release date,Organization,Country\nm,2024-05-01,X,X\n");
  hub.gpqa("m,0.5,,,,,\n");
  const Error error = error_of([&] { hub.load(); });
  CHECK(error.code == ErrorCode::missing_column);
  CHECK(error.message.find("Model accessibility") != std::string::npos);
}
