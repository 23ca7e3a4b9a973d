#pragma once
// The gapcalc::Error that an action throws, for a look at its parts.

#include "gapcalc/error.hpp"
#include "support/catch.hpp"

template <typename Act>
gapcalc::Error error_of(const Act& act) {
  try {
    act();
  } catch (const gapcalc::Error& error) {
    return error;
  }
  FAIL("no Error was thrown");
  throw;  // not reached
}
