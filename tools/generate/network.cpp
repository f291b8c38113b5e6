#include "network.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "files/release.hpp"
#include "synthetic.hpp"

namespace calx::generate {
namespace {

constexpr std::array<std::string_view, 8> last_names = {"Testerman", "Inventada",   "Ficticio", "Muestra",
                                                        "Specimen",  "Placeholder", "Ejemplo",  "Sampler"};
constexpr std::array<std::string_view, 8> first_names = {"Alex",  "Maria", "Ramon", "Jose",
                                                         "Robin", "Chris", "Luz",   "Sam"};
constexpr std::array<std::string_view, 4> counties = {"Fresno", "Madera", "Sacramento", "Los Angeles"};
constexpr std::array<std::string_view, 4> taxonomies = {"171M00000X", "172V00000X", "163W00000X", "175T00000X"};

std::string id(char letter, std::uint64_t number) {
  return letter + digits(number, 7);
}

/// A portion of a table, given away when it has grown.
class Out {
 public:
  explicit Out(files::Release& release) : release_(release) {}
  Result<void> begin(std::string_view name, std::string_view header) {
    text_.assign(header).append("\n");
    return release_.begin(name);
  }
  Result<void> row(const std::string& row) {
    text_.append(row).append("\n");
    return text_.size() < (std::size_t{1} << 16) ? Result<void>{} : flush();
  }
  Result<void> end() {
    if (auto flushed = flush(); !flushed) return flushed;
    auto ended = release_.end();
    return ended ? Result<void>{} : Result<void>(tl::unexpected<Failure>(ended.error()));
  }

 private:
  Result<void> flush() {
    auto written = release_.write(text_);
    text_.clear();
    return written;
  }
  files::Release& release_;
  std::string text_;
};

template <class Row>
Result<void> table(files::Release& release, std::string_view name, std::string_view header, std::uint64_t count,
                   Row row) {
  Out out(release);
  if (auto begun = out.begin(name, header); !begun) return begun;
  for (std::uint64_t i = 0; i < count; ++i)
    if (const std::string text = row(i); !text.empty())
      if (auto written = out.row(text); !written) return written;
  return out.end();
}

}  // namespace

Result<void> write_network(std::uint64_t providers, std::uint64_t sites, const std::string& folder) {
  const std::uint64_t groups = std::max<std::uint64_t>(1, sites / 10);
  files::Release release(folder, true, false);
  if (auto opened = release.open(); !opened) return opened;
  const auto text = [](const auto& list, std::uint64_t i) { return std::string(list[i % list.size()]); };
  auto done = table(release, "plan.csv", "Plan Code,Plan Name", 1,
                    [](std::uint64_t) { return std::string("305,Example Health Plan"); });
  if (done)
    done =
        table(release, "groups.csv", "Group ID,Group Name,Group NPI,Contract Start,Contract End", groups,
              [&](std::uint64_t i) {
                return id('G', i) + ",Invented Group " + std::to_string(i) + "," + npi(40000000 + i) + ",2024-01-01,";
              });
  if (done)
    done = table(release, "sites.csv",
                 "Site ID,Group ID,Site Name,Site NPI,Contact Name,Phone,Fax,E-mail,Languages,Contract Start,Office "
                 "Hours,Accepts New Patients,Accessible,Minimum Age,Maximum Age,Address,City,State,ZIP,County",
                 sites, [&](std::uint64_t i) {
                   return id('S', i) + "," + id('G', i % groups) + ",Pretend Center " + std::to_string(i) + "," +
                          npi(30000000 + i) + ",Front Desk,559-555-" + digits(i, 4) + ",559-556-" + digits(i, 4) +
                          ",site" + std::to_string(i) +
                          "@example.org,en; es (fluent); hmn,2024-01-01,Mon-Fri 08:00-17:00; Sat 09:00-13:00,Y,Y,18,," +
                          std::to_string(i + 1) + " Pretend Street,Fresno,CA,93721-" + digits(i, 4) + "," +
                          text(counties, i);
                 });
  if (done)
    done = table(release, "providers.csv", "Provider ID,Last Name,First Name,NPI,Gender,Languages", providers,
                 [&](std::uint64_t i) {
                   return id('P', i) + "," + text(last_names, i) + "," + text(first_names, i / 8) + " " +
                          std::to_string(i) + "," + npi(50000000 + i) + (i % 2 == 0 ? ",F" : ",M") + ",en; es";
                 });
  if (done)
    done = table(release, "provider-sites.csv", "Provider ID,Site ID,Contract Start,Contract End",
                 providers + providers / 10, [&](std::uint64_t i) {
                   const std::uint64_t provider = i < providers ? i : (i - providers) * 10;
                   const std::uint64_t site = i < providers ? i % sites : (provider + 1) % sites;
                   return id('P', provider) + "," + id('S', site) + ",2024-01-01,";
                 });
  if (done)
    done = table(release, "taxonomies.csv", "Of,ID,Taxonomy,Role,Board Certified", 2 * providers, [&](std::uint64_t i) {
      return "provider," + id('P', i / 2) + "," +
             (i % 2 == 0 ? text(taxonomies, i / 2) + ",ancillary,N" : "174H00000X,,");
    });
  if (done)
    done = table(release, "identifiers.csv", "Of,ID,Type,Number", 2 * providers, [&](std::uint64_t i) {
      return "provider," + id('P', i / 2) + (i % 2 == 0 ? ",state license,EX" : ",plan provider id,PL") +
             std::to_string(i);
    });
  if (done)
    done = table(
        release, "ecm-cs.csv", "Provider ID,Site ID,Program,Populations of Focus,Community Supports Services,Capacity",
        providers / 5, [&](std::uint64_t i) {
          return id('P', i * 5) + ",," +
                 (i % 2 == 0 ? "ECM,adult: Individuals experiencing homelessness; adult: SMI and/or SUD needs,,40"
                             : "Community Supports,,Housing Transition Navigation Services; Housing Deposits,25");
        });
  return done ? release.commit() : done;
}

}  // namespace calx::generate
