#pragma once
// Downloads: a file from an https address, whole or not at all, resumed where an earlier try broke off. How bytes
// come over the network, what time it is and what the file must be is the caller's to give.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gapcalc::fetch {

/// The dump of the Epoch AI Benchmarking Hub.
inline constexpr std::string_view hub_address = "https://epoch.ai/data/benchmark_data.zip";

/// Where a download is given up.
struct Limits {
  std::uint64_t bytes = std::uint64_t{1} << 28;  ///< of the file; as large as a zip that can be loaded
  double seconds = 300;                          ///< for all tries together, with the waits between them
  double stall = 30;                             ///< seconds to connect, or with next to nothing received, in one try
  int retries = 3;                               ///< more tries after one that broke; waits of 1, 2, 4, ... seconds
};

/// Where a file is from.
struct Receipt {
  std::string address;        ///< as asked for
  std::string final_address;  ///< the one that answered, behind redirects
  std::string etag;           ///< as the server gave it, in quotes; empty where it gave none
  std::string last_modified;  ///< `2026-05-01T03:04:05Z`, as the server says; empty where it does not
  std::string retrieved;      ///< the same, of the answer
  std::string sha256;         ///< of the file, lower-case hexadecimal
  std::uint64_t bytes = 0;    ///< of the file
};

/// One request over the network: no redirect is followed.
struct Request {
  std::string address;
  bool direct = false;        ///< never by a proxy
  std::string if_none_match;  ///< an ETag, or empty
  std::uint64_t offset = 0;   ///< from this byte on; needs `if_range`
  std::string if_range;       ///< the ETag that the bytes before `offset` belong to
  double seconds = 0;         ///< at most, for all of it
  double stall = 0;           ///< at most, to connect or with next to nothing received
};

/// What an answer says before its body.
struct Head {
  int status = 0;                       ///< of HTTP; 0 where no answer came
  std::string etag, content_type;       ///< empty where not given
  std::string redirect;                 ///< the absolute address that the answer sends to, or empty
  std::optional<std::uint64_t> length;  ///< bytes of the body
  std::string content_range;            ///< as given, or empty
  std::optional<std::int64_t> last_modified, date;
  std::optional<double> retry_after;  ///< seconds
};

/// Who receives an answer. Exceptions go through to the caller of the transport.
struct Receiver {
  std::function<bool(const Head&)> begin;            ///< once, before the body; false: the body is not wanted
  std::function<bool(std::string_view bytes)> take;  ///< false: no more
  std::function<bool()> go_on;                       ///< about every second, or oftener; false: stop
};

/// How a request ended.
struct Answer {
  enum class End {
    whole,    ///< all of the body came, as far as the protocol can tell
    stopped,  ///< by the receiver
    broken,   ///< by the network or by time: another try may do better
    refused,  ///< for a reason that stays, such as a certificate that cannot be trusted
  };
  Head head;
  End end = End::whole;
  std::string reason;  ///< where it is broken or refused
};
using Transport = std::function<Answer(const Request&, const Receiver&)>;

/// What a download needs of its caller.
struct Means {
  Transport get;
  std::function<double()> clock;                                      ///< seconds from any start; never goes back
  std::function<bool(double seconds)> wait;                           ///< false: stop
  std::function<bool(std::uint64_t got, std::uint64_t of)> progress;  ///< bytes of this try; `of` is 0 where unknown
  std::function<void(const std::string& path)> validate;              ///< throws Error on a file that is not as wanted
};

struct Fetched {
  bool unchanged = false;        ///< the file there is the newest, and was left alone
  std::uint64_t resumed_at = 0;  ///< bytes that an earlier run had left
  Receipt receipt;
};

/// Why a download from this address is refused, as a clause; empty where it is not. Allowed is https, without a user
/// name; http only to this machine (localhost, 127.0.0.0/8, [::1]).
std::string refusal(std::string_view address);

/// The receipt as JSON has it (`*.provenance.json`), where it is one of this address, has an ETag and is of the very
/// file at `path`; empty otherwise: the file has to be fetched anew.
std::optional<Receipt> known_receipt(std::string_view json, std::string_view address, const std::string& path);

/// Downloads to `path`. With `known`, the server is asked for something newer only. Bytes go to PATH.part, with what a
/// later run needs to go on in PATH.part.json; only a whole and valid file takes the name. A file of the same bytes is
/// left alone. Throws Error (bad_option) for an address that is refused, (fetch_failed) where no valid file came,
/// (write_failed), and what `validate` throws; the file at `path` is then as it was.
Fetched fetch(const std::string& address, const std::string& path, const std::optional<Receipt>& known,
              const Limits& limits, const Means& means);

}  // namespace gapcalc::fetch
