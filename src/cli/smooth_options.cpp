// Options of trends and bands, and of what is estimated or simulated beside them.

#include "cli/option_kinds.hpp"

namespace gapcalc::cli {

void add_profile_option(CLI::App& app, Options& options) {
  const auto read = [&options](const std::string& text) {
    if (text == "reference") {
      const int draws = options.smooth.resamples;
      options.cross = CrossOptions{};
      options.smooth = reference_profile();
      options.smooth.resamples = draws;
    } else if (text != "default") {
      throw wrong("--profile", fmt::format("'{}' is none of default, reference", text));
    }
  };
  CLI::Option* const option =
      add_text(app, "--profile", read,
               "Where options start from: default, or reference (the published settings of the reference analysis)",
               "NAME", smooth_group);
  note_choices(option, {"default", "reference"})->default_str("default");
}

void add_smooth_options(CLI::App& app, SmoothOptions& options, std::initializer_list<const char*> without) {
  const std::vector splits{Split::access, Split::category, Split::provenance, Split::benchmark, Split::none};
  const auto read_by = [&options, splits](const std::vector<std::string>& texts) {
    options.by.clear();
    for (const std::string& text : texts) {
      for (const std::string_view item : split(text, ',')) {
        const Split split = choose("--by", std::string(item), splits);
        if (std::find(options.by.begin(), options.by.end(), split) == options.by.end()) options.by.push_back(split);
      }
    }
  };
  CLI::Option* const by = app.add_option_function<std::vector<std::string>>(
      "--by", read_by, "Series besides all: access, category, provenance, benchmark, or none [access]");
  note_choices(by, names_of(splits))->allow_extra_args(false)->type_name("SPLIT,...")->group(smooth_group);
  add_enum(
      app, "--band", options.band,
      {BandKind::two_way, BandKind::points, BandKind::benchmarks, BandKind::two_stage, BandKind::none},
      "What the band takes as drawn by chance: two-way (benchmarks and open models), points, benchmarks, two-stage "
      "(benchmarks, then their datapoints), or none");
  add_enum(app, "--show-band", options.show, {BandRule::trusted, BandRule::defined},
           "Where the band is shown: trusted (enough benchmarks and open models carry it) or defined");
  app.add_flag("--simultaneous", options.simultaneous, "Also a band that covers the whole curve at once (sup-t)")
      ->group(smooth_group);
  add_enum(app, "--level", options.level, {LevelKind::local_constant, LevelKind::local_linear},
           "How the level is read: local-constant (weighted mean) or local-linear (weighted line)");
  add_number(app, "--bandwidth", options.bandwidth, "Standard deviation of the Gaussian kernel", "DAYS");
  add_integer(app, "--step", options.step, "Spacing of the grid", "DAYS");
  add_number(app, "--min-mass", options.min_mass, "Kernel mass that a level needs", "MASS");
  add_number(app, "--min-draw-mass", options.min_draw_mass, "Kernel mass that a draw needs to count", "MASS");
  add_integer(app, "--resamples", options.resamples, "Resamples of the band", "N");
  add_number(app, "--confidence", options.confidence, "Nominal coverage of the band", "SHARE");
  add_integer(app, "--seed", options.seed, "Seed of the random numbers", "N");
  add_integer(app, "--threads", options.threads, "Threads, 0 for one per processor; never changes the result", "N");
  for (const char* option : without) app.remove_option(app.get_option(option));
}

void add_calibrate_number(CLI::App& app, const std::string& name, int& into, const std::string& help,
                          const char* type) {
  add_integer(app, name, into, help, type, calibrate_group);
}

void add_calibrate_number(CLI::App& app, const std::string& name, double& into, const std::string& help,
                          const char* type) {
  add_number(app, name, into, help, type, calibrate_group);
}

void add_catch_up_options(CLI::App& app, SmoothOptions& options) {
  add_number(app, "--bandwidth", options.bandwidth, "Standard deviation of the Gaussian kernel", "DAYS");
  add_integer(app, "--step", options.step, "Spacing of the dates of the forward-looking median", "DAYS");
  add_number(app, "--min-mass", options.min_mass, "Kernel mass at risk that the forward-looking median needs", "MASS");
  add_integer(app, "--resamples", options.resamples, "Resamples of the benchmarks", "N");
  add_number(app, "--confidence", options.confidence, "Nominal coverage of all intervals", "SHARE");
  add_integer(app, "--seed", options.seed, "Seed of the random numbers", "N");
}

}  // namespace gapcalc::cli
