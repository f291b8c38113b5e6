// A report by county as people and spreadsheets read it.
#pragma once

#include <string>

#include "network/county_report.hpp"

namespace calx::network {

/// Tables by county, by population of focus and by service, and the counties with none: by name where they are at most
/// a dozen, else as a number (the CSV has them all). UTF-8.
std::string to_text(const CountyReport& report);

/// By,What,County,Sites,Providers,Capacity: each line for "(all)" and, where counties are known, for each county, those
/// with none included. CRLF.
std::string to_csv(const CountyReport& report);

}  // namespace calx::network
