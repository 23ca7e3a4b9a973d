#include "fetch/address.hpp"

#include <algorithm>
#include <charconv>

#include "core/text.hpp"
#include "gapcalc/fetch.hpp"

namespace gapcalc::fetch {
namespace {

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

/// A dotted quad of decimal numbers that begins with 127; other spellings of it are not taken.
bool is_loopback_ipv4(std::string_view host) {
  const auto parts = split(host, '.');
  if (parts.size() != 4 || parts[0] != "127") return false;
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    const bool plain = part.size() == 1 || !part.starts_with('0');
    return error == std::errc{} && end == part.data() + part.size() && value <= 255 && plain;
  });
}

}  // namespace

bool on_this_machine(const Address& address) {
  return address.host == "localhost" || address.host == "[::1]" || is_loopback_ipv4(address.host);
}

Address parse_address(std::string_view text) {
  const auto odd = [](char c) { return c <= ' ' || c >= 0x7F || c == '\\'; };
  if (std::any_of(text.begin(), text.end(), odd)) return {};
  const std::size_t colon = text.find("://");
  if (colon == text.npos) return {};
  const std::string_view rest = text.substr(colon + 3);
  std::string authority = lower(rest.substr(0, rest.find_first_of("/?#")));
  const std::size_t last_colon = authority.rfind(':');
  if (last_colon != authority.npos && authority.find(']', last_colon) == authority.npos) {
    if (!all_of(std::string_view(authority).substr(last_colon + 1), "0123456789")) return {};
    authority.resize(last_colon);
  }
  const std::string_view host = authority;
  const bool name = all_of(host, "abcdefghijklmnopqrstuvwxyz0123456789.-");
  const bool ipv6 = host.size() > 2 && host.starts_with('[') && host.ends_with(']') &&
                    all_of(host.substr(1, host.size() - 2), "0123456789abcdef:.");
  if (!name && !ipv6) return {};
  return {lower(text.substr(0, colon)), authority};
}

std::string refusal(std::string_view text) {
  const Address address = parse_address(text);
  if (address.scheme.empty()) return "is no address such as https://HOST/PATH, without user name or blanks";
  if (address.scheme == "https" || (address.scheme == "http" && on_this_machine(address))) return {};
  if (address.scheme == "http") return "would go over the network in the clear";
  return "is not https";
}

std::string redirect_refusal(std::string_view from, std::string_view to) {
  std::string reason = refusal(to);
  if (reason.empty() && parse_address(to).scheme == "http" && parse_address(from).scheme != "http")
    reason = "leaves https";
  return reason;
}

}  // namespace gapcalc::fetch
