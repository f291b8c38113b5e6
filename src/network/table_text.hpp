// Tables that reports give out: as CSV, and in columns for people.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace calx::network {

/// A row of CSV with CRLF.
void add_csv_row(std::string& out, std::initializer_list<std::string_view> cells);

/// Rows in columns, two blanks between them and before the first: the first column to the left, the others (numbers) to
/// the right. All rows have as many cells as the first.
std::string in_columns(const std::vector<std::vector<std::string>>& rows);

/// "Fresno, Kings and Madera", wrapped at 110 characters, each line indented by two blanks; nothing for an empty list.
std::string wrapped_list(const std::vector<std::string>& names);

}  // namespace calx::network
