#pragma once
// What the program knows of the component that talks to the network, which only `gapcalc fetch` loads.

#include <string>

#include "gapcalc/fetch.hpp"

namespace gapcalc::fetch {

/// How to appear on the network.
struct Client {
  std::string user_agent;
  std::string certificates;  ///< a file of trusted ones in PEM; empty: those of the system
};

struct FetchComponent {
  /// A transport: https by libcurl, certificates checked, proxies by the environment as libcurl reads it.
  Answer (*get)(const Request& request, const Receiver& receiver, const Client& client);
};
/// The one symbol of the component, `gapcalc_fetch`.
using FetchComponentFunction = const FetchComponent* (*)();

}  // namespace gapcalc::fetch
