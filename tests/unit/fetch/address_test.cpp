#include "fetch/address.hpp"

#include "gapcalc/fetch.hpp"
#include "support/catch.hpp"

using namespace gapcalc::fetch;

TEST_CASE("https may be asked, and http only on this machine") {
  for (const char* const text :
       {"https://epoch.ai/data/benchmark_data.zip", "HTTPS://Epoch.AI", "https://1.2.3.4:8443/x?y#z",
        "https://[2001:db8::1]/x", "http://localhost/x", "http://LOCALHOST:80", "http://127.0.0.1/",
        "http://127.255.0.3:8080/x", "http://[::1]:8080/x"}) {
    INFO(text);
    CHECK(refusal(text).empty());
  }
  for (const char* const text :
       {"http://epoch.ai/x", "http://128.0.0.1/", "http://127.0.0.1.example/", "http://localhost.example/",
        "http://[::2]/", "http://0/", "http://127.1/", "http://127.0.0.01/", "http://127.0.0.256/",
        "http://127.0.0.1./", "ftp://localhost/x", "file:///x"}) {
    INFO(text);
    CHECK_FALSE(refusal(text).empty());
  }
}

TEST_CASE("an address that parsers could read in two ways is none") {
  for (const char* const text :
       {"", "epoch.ai/x", "//epoch.ai/x", "https://", "https:///x", "https://user@epoch.ai/", "https://a:b@epoch.ai/",
        "https://epoch.ai\\@localhost/", "https://localhost#@epoch.ai:80@x", "https://epoch.ai:80x/",
        "https://epoch.ai:/", "https://%6cocalhost/", "https://epoch ai/", "https://epoch.ai/a b",
        "https://epoch.ai/\n", "https://[::1/", "https://[]/", "https://[x]/", "https://\xC3\xA9poch.ai/"}) {
    INFO(text);
    // What is behind # is not part of the host.
    CHECK(parse_address(text).scheme.empty() == (std::string_view(text).find('#') == std::string_view::npos));
  }
  CHECK(parse_address("https://localhost#@epoch.ai").host == "localhost");
}

TEST_CASE("a redirect may not leave https, nor this machine by http") {
  CHECK(redirect_refusal("https://a.example/", "https://b.example/").empty());
  CHECK(redirect_refusal("http://localhost/", "http://127.0.0.1/").empty());
  CHECK(redirect_refusal("http://localhost/", "https://b.example/").empty());
  CHECK(redirect_refusal("https://a.example/", "http://localhost/") == "leaves https");
  CHECK_FALSE(redirect_refusal("http://localhost/", "http://b.example/").empty());
}
