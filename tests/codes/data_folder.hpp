// A folder of overriding code sets that lasts as long as a test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "files/resources.hpp"

namespace calx::tests {

class DataFolder {
 public:
  DataFolder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("calx-") + test->test_suite_name() + "-" + test->name();
    for (char& c : name)
      if (c == '/') c = '-';
    folder_ = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "code-sets");
  }
  ~DataFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  /// `name` below code-sets/.
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / "code-sets" / name, std::ios::binary) << text;
  }
  files::Resources resources() const {
    auto resources = files::Resources::with_overrides(folder_.string());
    if (!resources) throw std::runtime_error(resources.error().message);
    return std::move(*resources);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace calx::tests
