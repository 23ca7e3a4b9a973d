#pragma once
// What main.cpp knows of a command: its name, and a function that adds it to the program.

#include <CLI/CLI.hpp>
#include <functional>

namespace gapcalc::cli {

/// Exit statuses. "The answer is no" (a gate) is not "it failed".
enum Exit : int { done = 0, failed = 1, wrong_call = 2, gate_tripped = 3 };

/// Adds the command with its options; returns what runs it. Parsing opens no file.
using Run = std::function<int()>;
struct Command {
  CLI::App* app;
  Run run;
};

Command add_analyze(CLI::App& program);
Command add_calibrate(CLI::App& program);
Command add_compare(CLI::App& program);
Command add_influence(CLI::App& program);
Command add_sensitivity(CLI::App& program);
Command add_benchmarks(CLI::App& program);
Command add_catch_up(CLI::App& program);
Command add_records(CLI::App& program);
Command add_report(CLI::App& program);
Command add_timeline(CLI::App& program);

}  // namespace gapcalc::cli
