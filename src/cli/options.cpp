#include "cli/options.hpp"

#include <cmath>

#include "cli/option_kinds.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

void add_file(CLI::App& app, const std::string& name, std::string& into, const std::string& help) {
  add_text(
      app, name, [&into](const std::string& text) { into = text; }, help, "FILE", input_group);
}

void add_names(CLI::App& app, const std::string& name, std::vector<std::string>& into, const std::string& help,
               const char* type, const char* group) {
  const auto check = [name](const std::string& item) {
    if (item.empty()) throw wrong(name, "has an empty item; separate names by single commas");
  };
  add_list(app, name, into, check, help, type, group);
}

/// Filters that have options of their own are added to those of --leader and --follower.
void add_group(CLI::App& app, const std::string& name, Group& into, const std::string& help) {
  const auto read = [&into, name](const std::string& text) {
    try {
      Group group = parse_group(text);
      group.countries.insert(group.countries.end(), into.countries.begin(), into.countries.end());
      group.organizations.insert(group.organizations.end(), into.organizations.begin(), into.organizations.end());
      group.licences.insert(group.licences.end(), into.licences.begin(), into.licences.end());
      into = std::move(group);
    } catch (const Error& error) {
      throw wrong(name, error.what());
    }
  };
  add_text(app, name, read, help, "GROUP", compare_group);
}

/// `0.5,0.6` or `/40` (k/40 for k = 1..39).
void read_thresholds(const std::string& text, std::vector<double>& into) {
  const auto no_list = [&] {
    return wrong("--thresholds", fmt::format("'{}' is no list; write 0.5,0.6 or /40 or ID=5,10", text));
  };
  if (text.starts_with('/')) {
    const auto parts = parse_number(std::string_view(text).substr(1));
    constexpr double most = 1000;
    if (!parts || *parts < 2 || *parts > most || *parts != static_cast<int>(*parts)) throw no_list();
    for (int k = 1; k < static_cast<int>(*parts); ++k) into.push_back(k / *parts);
  } else {
    for (const std::string_view part : split(text, ',')) {
      const auto value = parse_number(part);
      if (!value) throw no_list();
      into.push_back(*value);
    }
  }
}

}  // namespace

std::vector<std::string> ids_named(std::span<const Benchmark> benchmarks, std::string_view name) {
  std::vector<std::string> ids;
  for (const Benchmark& one : benchmarks)
    if (one.id == lower(name) || lower(one.title) == lower(name)) ids.push_back(one.id);
  return ids;
}

std::vector<std::string> ids_begun(std::span<const Benchmark> benchmarks, std::string_view start) {
  std::vector<std::string> ids;
  for (const Benchmark& one : benchmarks)
    if (one.id.starts_with(lower(start)) || lower(one.title).starts_with(lower(start))) ids.push_back(one.id);
  return ids;
}

std::string id_meant(const Dataset& data, std::string_view text) {
  std::vector<Benchmark> benchmarks;
  benchmarks.reserve(data.benchmarks.size());
  for (const BenchmarkRecords& one : data.benchmarks) benchmarks.push_back(one.benchmark);
  const auto named = ids_named(benchmarks, text), begun = ids_begun(benchmarks, text);
  return !named.empty() ? named[0] : begun.size() == 1 ? begun[0] : std::string{};
}

void add_load_options(CLI::App& app, std::string& path, LoadOptions& options) {
  const auto read_path = [&path](const std::string& text) {
    if (text.empty()) throw wrong("PATH", "is empty; leave it out for the bundled records");
    path = text;
  };
  app.add_option_function<std::string>(
         "PATH", read_path,
         "Hub dump (folder or zip), data folder, CSV or JSON of score records, results of another program or a "
         "leaderboard (--input-format names them), or - for standard input; without it, the bundled records")
      ->type_name("");
  add_names(app, "--benchmarks", options.benchmarks, "Which benchmarks: ids, or selected, or all [selected]", "ID,...",
            input_group);
  add_file(app, "--registry", options.registry, "Benchmark entries, merged over the built-in ones by id");
  add_file(app, "--accessibility", options.accessibility, "Accessibility overrides instead of the built-in ones");
  add_file(app, "--review", options.review, "Verdicts instead of the built-in ones");
  add_file(app, "--models", options.models,
           "Table with the release dates and more of models, for files of other programs, which have none");
  add_file(app, "--aliases", options.aliases,
           "Names of benchmarks in the formats of other programs, merged over the built-in ones");
  add_choice(app, "--input-format", options.input_format, load::input_formats(),
             "The format of PATH, where its content does not tell it", input_group);
}

void add_milestones_option(CLI::App& app, LoadOptions& options) {
  add_file(app, "--milestones", options.milestones, "Releases that figures mark by name, instead of the built-in ones");
}

void add_group_options(CLI::App& app, CrossOptions& options) {
  add_names(app, "--open-country", options.open.countries, "Only open models from these countries", "NAME,...",
            compare_group);
  add_names(app, "--open-organization", options.open.organizations, "Only open models of these organizations",
            "NAME,...", compare_group);
  add_list_of(app, "--open-licence", options.open.licences, {"unrestricted", "restricted use", "non-commercial"},
              "Only open models of these licence classes", "CLASS,...", compare_group);
  add_names(app, "--closed-country", options.closed.countries, "Only closed models from these countries", "NAME,...",
            compare_group);
  add_names(app, "--closed-organization", options.closed.organizations, "Only closed models of these organizations",
            "NAME,...", compare_group);
  add_group(app, "--leader", options.closed,
            "Who is followed, instead of closed; for instance any,country=United States of America");
  add_group(app, "--follower", options.open, "Who follows, instead of open; for instance any,country=China");
  add_as_of_option(app, options);
}

void add_as_of_option(CLI::App& app, CrossOptions& options) {
  add_date(app, "--as-of", options.as_of,
           "Look from this day: later releases do not exist yet [latest release in the input]", compare_group);
}

void add_thresholds_option(CLI::App& app, CrossOptions& options) {
  const auto read = [&options](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const std::size_t equals = text.find('=');
      if (equals == text.npos)
        read_thresholds(text, options.thresholds);
      else
        read_thresholds(text.substr(equals + 1), options.thresholds_of[text.substr(0, equals)]);
    }
  };
  app.add_option_function<std::vector<std::string>>("--thresholds", read,
                                                    "Thresholds of benchmarks in fractions (0.5,0.6 or /40 for k/40) "
                                                    "or of one benchmark (ID=5,10); may be repeated. A "
                                                    "benchmark's allow-list still decides which are accepted")
      ->allow_extra_args(false)
      ->type_name("LIST")
      ->group(datapoint_group);
}

void add_datapoint_options(CLI::App& app, CrossOptions& options) {
  add_thresholds_option(app, options);
  add_date(app, "--since", options.since, "Only gaps whose open model came out on this day or later", datapoint_group);
  add_date(app, "--until", options.until, "Only gaps whose open model came out on this day or earlier",
           datapoint_group);
  add_list_of(app, "--provenance", options.provenance, {"independent", "caveat", "self-reported", "unknown"},
              "Only gaps of benchmarks with these provenance verdicts", "CLASS,...", datapoint_group);
  add_enum(app, "--verdicts", options.verdicts, {Verdicts::on, Verdicts::floors, Verdicts::none},
           "Who judges crossings: on (verdicts, allow-lists, floors), floors alone, or none (all are accepted)",
           datapoint_group);
  add_enum(app, "--pairs", options.pairs, {Pairs::one, Pairs::all},
           "Gaps kept of one pair of models on one benchmark: one, or all of its thresholds", datapoint_group);
  add_enum(app, "--tie", options.tie, {Tie::day, Tie::month},
           "Releases of the same day or month count as simultaneous: of them the highest score crosses first",
           datapoint_group);
}

std::vector<CLI::Option*> add_screen_options(CLI::App& app, Screen& screen) {
  const auto read = [&screen](const std::string& text) {
    const auto value = parse_number(text);
    if (!value || *value != std::floor(*value) || *value < narrowest_screen || *value > widest_screen)
      throw wrong("--width",
                  fmt::format("'{}' is no whole number from {} to {}", text, narrowest_screen, widest_screen));
    screen.width = static_cast<int>(*value);
  };
  return {add_text(app, "--width", read,
                   fmt::format("Columns of the chart, {} to {} [those of the terminal, else 80]", narrowest_screen,
                               widest_screen),
                   "N", output_group),
          app.add_flag("--ascii", screen.ascii, "Draw with ASCII only, as where the locale is not one of UTF-8")
              ->group(output_group)};
}

CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& into,
                        const std::vector<std::string>& allowed, const std::string& help, const char* group) {
  const auto read = [&into, name, allowed](const std::string& text) {
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end())
      throw wrong(name, fmt::format("'{}' is none of {}", text, join(allowed, ", ")));
    into = text;
  };
  CLI::Option* const option =
      add_text(app, name, read, fmt::format("{}: {}", help, join(allowed, ", ")), "NAME", group);
  return note_choices(option, allowed)->default_str(into);
}

}  // namespace gapcalc::cli
