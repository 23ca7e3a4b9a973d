#pragma once
// Catch2 of either major version.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>  // 3.x
using Catch::Approx;
#else
#include <catch2/catch.hpp>  // 2.x
#endif
