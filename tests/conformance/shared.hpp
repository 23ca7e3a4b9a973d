#pragma once
#include <string>

/// Path of a file in the folder of real dumps.
std::string shared_path(const std::string& name);
