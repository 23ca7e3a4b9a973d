#include "gapcalc/build_info.hpp"

#include <algorithm>

#include "gapcalc/analysis.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("a build knows its version, its compiler and its libraries") {
  const BuildInfo built = build_info();
  CHECK(built.version == version());
  CHECK_FALSE(built.compiler.empty());
  const auto fmt = std::find_if(built.libraries.begin(), built.libraries.end(),
                                [](const Library& one) { return one.name == "fmt"; });
  REQUIRE(fmt != built.libraries.end());
  CHECK_FALSE(fmt->version.empty());
}
