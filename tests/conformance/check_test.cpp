// What a check finds in real dumps.

#include "gapcalc/check.hpp"

#include <map>

#include "conformance/shared.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using audit::Code;

namespace {

audit::Check of_dump(const std::string& dump) {
  LoadOptions options;
  options.keep_going = true;
  const Dataset data = load::load(shared_path("hub/" + dump), options);
  return audit::check(data, cross::cross(data, {}), load::registry(options).benchmarks, {});
}

std::string text_of(const audit::Finding& one) { return one.benchmark + " " + one.model; }

}  // namespace

TEST_CASE("the dump of May 2026 has no broken row, and two models whose class matters") {
  const audit::Check check = of_dump("2026-05");
  CHECK(count(check, audit::Severity::error) == 0);
  std::map<std::string, std::size_t> first;
  for (const audit::Finding& one : check.findings)
    if (one.code == Code::unclassified_first) first[text_of(one)] = one.gaps.value();
  CHECK(first ==
        std::map<std::string, std::size_t>{{"arc-agi tiny-recursion-model", 2}, {"arc-agi-2 tiny-recursion-model", 3}});
  CHECK(count(check, Code::negative_gap) == 1);
  CHECK(count(check, Code::conflicting_dates) == 2);
  CHECK(count(check, Code::before_family) == 3);
  CHECK(count(check, Code::stale_benchmark) == 2);
  CHECK(count(check, Code::missing_benchmark) == 0);  // MMLU-Pro was never there
}

TEST_CASE("the layouts of one dump give the same warnings") {
  const audit::Check flat = of_dump("2026-05"), october = of_dump("2026-05-october-layout.zip");
  for (const audit::CodeInfo& code : audit::codes()) {
    INFO(code.name);
    if (code.severity != audit::Severity::note) CHECK(count(flat, code.code) == count(october, code.code));
  }
}

TEST_CASE("in the dump of March 2026 many models have no class yet, which a later one gives") {
  CHECK(count(of_dump("2026-03"), Code::unclassified_first) == 35);
}
