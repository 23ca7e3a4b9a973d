#pragma once
// Which addresses may be asked.

#include <string>
#include <string_view>

namespace gapcalc::fetch {

/// The parts that matter of an address that is written as every parser reads it.
struct Address {
  std::string scheme;  ///< in lower case
  std::string host;    ///< in lower case, an IPv6 address in brackets
};

/// Whether plain http to it stays on this machine.
bool on_this_machine(const Address& address);

/// The parts of an absolute address; an empty scheme where it is none, has a user name, or has anything in its host
/// that parsers could read in two ways.
Address parse_address(std::string_view text);

/// Why an answer of `from` may not redirect to `to`, as a clause; empty where it may: to https, or from this machine to
/// this machine.
std::string redirect_refusal(std::string_view from, std::string_view to);

}  // namespace gapcalc::fetch
