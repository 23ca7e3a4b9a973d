// generate_records N: N tidy score records on standard output, the same on every machine; for measuring.
// About 100 bytes a record, 20 benchmarks, 2000 models.

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "gapcalc/date.hpp"

int main(int argc, char** argv) {
  using namespace gapcalc;
  if (argc != 2) {
    std::fputs("usage: generate_records N\n", stderr);
    return 2;
  }
  constexpr std::uint32_t n_benchmarks = 20, n_models = 2000, n_days = 1000;
  RandomStream random(1, stream_key("generate_records"), 0);
  const Date first = *parse_date("2023-06-01");
  std::vector<std::string> models;
  for (std::uint32_t m = 0; m < n_models; ++m) {
    const bool open = random.below(2) == 0;
    models.push_back(fmt::format("model-{:04}-instruct,Organization {},{},{},{}", m, m % 40,
                                 m % 3 == 0 ? "China" : "United States of America",
                                 open ? "Open weights (unrestricted)" : "API access",
                                 to_string(Date{first.days + static_cast<std::int32_t>(random.below(n_days))})));
  }
  std::fputs("benchmark,model,organization,country,accessibility,release_date,score,score_se,source,relationship\n",
             stdout);
  std::string text;
  for (long n = std::atol(argv[1]); n > 0; --n) {
    text.clear();
    const std::uint32_t model = random.below(n_models);
    fmt::format_to(std::back_inserter(text), "benchmark-{:02},{},0.{:04},,,\n", random.below(n_benchmarks),
                   models[model], random.below(10000));
    std::fputs(text.c_str(), stdout);
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
