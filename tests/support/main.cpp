// Catch2 3.x brings its own main; 2.x makes one here.
#define CATCH_CONFIG_MAIN
#include "support/catch.hpp"
