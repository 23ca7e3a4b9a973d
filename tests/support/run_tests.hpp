#pragma once

/// Runs the tests linked in, as Catch2's own main does. Compiled once for all test programs.
int run_tests(int argc, char** argv);
