// Downloads over a network that is made up: what is asked, when it is tried again, and what is left behind. Servers are
// in tests/fetch.

#include "gapcalc/fetch.hpp"

#include <deque>
#include <filesystem>

#include "load/bytes.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::fetch;
using End = Answer::End;

namespace {

/// An answer, and the bytes of its body.
struct Scripted {
  Answer answer;
  std::string body;
};

/// A network that gives these answers in turn, and a clock that only waiting moves.
struct Network {
  std::deque<Scripted> answers;
  std::vector<Request> asked;
  std::vector<double> waits;
  double now = 0;

  Means means() {
    Means means;
    means.get = [this](const Request& request, const Receiver& receiver) {
      asked.push_back(request);
      REQUIRE_FALSE(answers.empty());
      const Scripted next = answers.front();
      answers.pop_front();
      if (next.answer.head.status != 0 &&
          !(receiver.begin(next.answer.head) && (next.body.empty() || receiver.take(next.body))))
        return Answer{next.answer.head, End::stopped, {}};
      return next.answer;
    };
    means.clock = [this] { return now; };
    means.wait = [this](double seconds) {
      waits.push_back(seconds);
      now += seconds;
      return true;
    };
    means.progress = [](std::uint64_t, std::uint64_t) { return true; };
    means.validate = [](const std::string&) {};
    return means;
  }
};

Scripted whole(const std::string& body, const std::string& etag = "\"1\"") {
  Head head;
  head.status = 200;
  head.etag = etag;
  head.length = body.size();
  return {{head, End::whole, {}}, body};
}

Scripted broken(const std::string& reason) { return {{{}, End::broken, reason}, {}}; }

const std::string address = "https://a.example/x.zip";

}  // namespace

TEST_CASE("a network that does not answer is asked again after 1, 2 and 4 seconds, and then no more") {
  const TempFolder folder;
  Network network;
  for (int i = 0; i < 4; ++i) network.answers.push_back(broken("no route"));
  const Error error = error_of([&] { fetch::fetch(address, folder.path("x.zip"), {}, Limits{}, network.means()); });
  CHECK(error.code == ErrorCode::fetch_failed);
  CHECK(error.message == "no route, at the last of 4 tries");
  CHECK(error.file == address);
  CHECK(network.waits == std::vector<double>{1, 2, 4});
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a wait that a server asks for is kept, unless the time is not there") {
  const TempFolder folder;
  Network network;
  Scripted busy{{{}, End::stopped, {}}, {}};
  busy.answer.head.status = 503;
  busy.answer.head.retry_after = 20;
  network.answers = {busy, whole("PK and more")};
  const Fetched fetched = fetch::fetch(address, folder.path("x.zip"), {}, Limits{}, network.means());
  CHECK(network.waits == std::vector<double>{20});
  CHECK(fetched.receipt.bytes == 11);
  network.answers = {busy};
  Limits short_of_time;
  short_of_time.seconds = 20;
  CHECK(error_of([&] { fetch::fetch(address, folder.path("x.zip"), {}, short_of_time, network.means()); }).code ==
        ErrorCode::fetch_failed);
  CHECK(load::read_file(folder.path("x.zip")) == "PK and more");
}

TEST_CASE("time is up too where the network's clock says so a moment early") {
  const TempFolder folder;
  Network network;
  Means means = network.means();
  means.get = [&network](const Request& request, const Receiver&) {
    network.now += request.seconds - 0.0004;
    return broken("timed out").answer;
  };
  Limits limits;
  limits.seconds = 0.5;
  CHECK(error_of([&] { fetch::fetch(address, folder.path("x.zip"), {}, limits, means); }).message ==
        "is not done within 0.5 seconds");
}

TEST_CASE("plain http goes directly to this machine, https as the environment says") {
  const TempFolder folder;
  Network network;
  Scripted moved{{{}, End::whole, {}}, {}};
  moved.answer.head.status = 302;
  moved.answer.head.redirect = address;
  network.answers = {moved, whole("PK")};
  const Fetched fetched = fetch::fetch("http://localhost:8/x.zip", folder.path("x.zip"), {}, Limits{}, network.means());
  REQUIRE(network.asked.size() == 2);
  CHECK(network.asked[0].direct);
  CHECK_FALSE(network.asked[1].direct);
  CHECK(fetched.receipt.address == "http://localhost:8/x.zip");
  CHECK(fetched.receipt.final_address == address);
}

TEST_CASE("what the check refuses is not kept, and an error of it goes through") {
  const TempFolder folder;
  folder.write("x.zip", "old");
  Network network;
  network.answers = {whole("PK bad")};
  Means means = network.means();
  means.validate = [](const std::string& path) { throw Error(ErrorCode::not_recognised, "no dump", "", path); };
  CHECK(error_of([&] { fetch::fetch(address, folder.path("x.zip"), {}, Limits{}, means); }).code ==
        ErrorCode::not_recognised);
  CHECK(load::read_file(folder.path("x.zip")) == "old");
  CHECK_FALSE(std::filesystem::exists(folder.path("x.zip.part")));
}

TEST_CASE("a receipt is known if it is of this address and of the very file") {
  const TempFolder folder;
  const std::string path = folder.write("x.zip", "abc");
  const std::string hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto json = [&](const std::string& etag, const std::string& sha256) {
    return R"({"address": ")" + address + R"(", "etag": )" + etag + R"(, "sha256": ")" + sha256 + R"("})";
  };
  const auto known = known_receipt(json(R"("W/\"1\"")", hash), address, path);
  REQUIRE(known);
  CHECK(known->etag == "W/\"1\"");
  CHECK(known->bytes == 3);
  CHECK_FALSE(known_receipt(json(R"("\"1\"")", hash), "https://b.example/", path));
  CHECK_FALSE(known_receipt(json(R"("\"1\"")", hash), address, folder.path("none")));
  CHECK_FALSE(known_receipt(json(R"("\"1\"")", "ba"), address, path));
  CHECK_FALSE(known_receipt(json("null", hash), address, path));
  CHECK_FALSE(known_receipt(json(R"("\"1\"\r\nX: y")", hash), address, path));
  CHECK_FALSE(known_receipt("[]", address, path));
  CHECK_FALSE(known_receipt("", address, path));
}
