#include "gapcalc/options.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;

TEST_CASE("a group is read from its terms") {
  const Group group =
      parse_group(" open , country = China,country=Hong Kong,organization=DeepSeek,licence=non-commercial");
  CHECK(group.weights == Group::Weights::open);
  CHECK(group.countries == std::vector<std::string>{"China", "Hong Kong"});
  CHECK(group.organizations == std::vector<std::string>{"DeepSeek"});
  CHECK(group.licences == std::vector<std::string>{"non-commercial"});
  CHECK(parse_group("closed").weights == Group::Weights::closed);
  CHECK(parse_group("any").weights == Group::Weights::any);
  CHECK(parse_group("country=France").weights == Group::Weights::any);
  CHECK(parse_group("organization=a=b").organizations == std::vector<std::string>{"a=b"});
}

TEST_CASE("the text form of a group is read back as the same group") {
  for (const std::string text :
       {"any", "open", "closed", "open,country=China", "closed,country=United States of America,country=France",
        "any,organization=Meta AI,licence=restricted use", "open,licence=unrestricted"}) {
    CHECK(to_string(parse_group(text)) == text);
  }
  const Group group{Group::Weights::closed, {"China"}, {"Alibaba", "Tencent"}, {"unrestricted"}};
  const Group again = parse_group(to_string(group));
  CHECK(again.weights == group.weights);
  CHECK(again.countries == group.countries);
  CHECK(again.organizations == group.organizations);
  CHECK(again.licences == group.licences);
}

TEST_CASE("a term that is none is refused with the term in the message") {
  for (const std::string text : {"", "Open", "opn", "open=yes", "country", "country=", "licence= ", "organisation=x",
                                 "open,,closed", "open;closed"}) {
    INFO("'" << text << "'");
    const Error error = error_of([&] { parse_group(text); });
    CHECK(error.code == ErrorCode::bad_option);
    CHECK(error.message.find("is no term of a group") != std::string::npos);
    CHECK_FALSE(error.remedy.empty());
  }
  CHECK(error_of([] { parse_group("open,contry=China"); }).message.find("'contry=China'") != std::string::npos);
}
