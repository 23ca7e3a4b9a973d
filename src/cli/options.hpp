#pragma once
// Options that several commands share, and their way from text to values.

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.hpp"
#include "gapcalc/benchmark.hpp"
#include "gapcalc/correct.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cli {

/// Groups of options in help, in this order.
inline constexpr const char* input_group = "What is read";
inline constexpr const char* output_group = "What is written";
inline constexpr const char* compare_group = "Who is compared";
inline constexpr const char* datapoint_group = "Which gaps";
inline constexpr const char* calibrate_group = "What is simulated";
inline constexpr const char* smooth_group = "Trend and band";

/// Ids of the benchmarks whose id or title is this one, in any case; and of those whose id or title begins with it.
std::vector<std::string> ids_named(std::span<const Benchmark> benchmarks, std::string_view name);
std::vector<std::string> ids_begun(std::span<const Benchmark> benchmarks, std::string_view start);
/// The benchmark of the data with this id or title, or the only one that begins so; empty where there is none.
std::string id_meant(const Dataset& data, std::string_view text);
/// --profile. Add it before the options that it sets: they go over it. The number of draws stays the command's own, as
/// it is a matter of time: the reference's 5000, or fewer in every simulated set.
void add_profile_option(CLI::App& app, Options& options);
/// PATH, --benchmarks, --registry, --accessibility, --review, --models, --aliases, --input-format.
void add_load_options(CLI::App& app, std::string& path, LoadOptions& options);
/// --milestones.
void add_milestones_option(CLI::App& app, LoadOptions& options);
/// --open-country and the other filters, --leader, --follower, --as-of.
void add_group_options(CLI::App& app, CrossOptions& options);
/// --as-of.
void add_as_of_option(CLI::App& app, CrossOptions& options);
/// --thresholds.
void add_thresholds_option(CLI::App& app, CrossOptions& options);
/// --thresholds, --since, --until, --provenance, --verdicts, --pairs, --tie.
void add_datapoint_options(CLI::App& app, CrossOptions& options);
/// --by, --band, --show-band, --simultaneous, --level, --bandwidth, --step, --min-mass, --min-draw-mass, --resamples,
/// --confidence, --seed, --threads, but those in `without`: what would have no effect is not offered.
void add_smooth_options(CLI::App& app, SmoothOptions& options, std::initializer_list<const char*> without = {});
/// A number of `calibrate`.
void add_calibrate_number(CLI::App& app, const std::string& name, int& into, const std::string& help, const char* type);
void add_calibrate_number(CLI::App& app, const std::string& name, double& into, const std::string& help,
                          const char* type);
/// --bandwidth, --step, --min-mass, --resamples, --confidence, --seed.
void add_catch_up_options(CLI::App& app, SmoothOptions& options);
/// --width, --ascii.
std::vector<CLI::Option*> add_screen_options(CLI::App& app, Screen& screen);
/// An option with a few allowed values.
CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& into,
                        const std::vector<std::string>& allowed, const std::string& help,
                        const char* group = output_group);

/// --evaluator, --exclude-relationship, --confirm, --one-per, --handicap, --scale: which scores count, and for how
/// much.
void add_counting_options(CLI::App& app, Options& options);
inline constexpr const char* counting_group = "Which scores count";

/// Whether and how gaps are corrected.
struct CorrectArgs {
  bool on = false;
  latent::CorrectOptions correct;
};
/// --correct, --draws, --class-shift. Confidence, seed and threads are those of the bands.
void add_correct_options(CLI::App& app, Options& options, CorrectArgs& args);

}  // namespace gapcalc::cli
