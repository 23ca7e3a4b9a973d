#pragma once
// Parts of the program that are loaded only when they are needed, since what they need starts slowly.

#include <string_view>

namespace gapcalc::cli {

/// The function NAME of the component NAME.so, which is beside the program as built, or in the folder of libraries as
/// installed; it stays loaded. With `global` its symbols also serve the libraries that it loads itself.
/// Throws Error (not_recognised) where it is missing or cannot be loaded; `need` is the clause that says who wants it.
void* find_component(const char* name, bool global, std::string_view need, std::string_view remedy);

}  // namespace gapcalc::cli
