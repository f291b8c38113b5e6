#include <algorithm>
#include <array>

#include "text/encoding.hpp"

namespace calx::text {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes, kind;
};

constexpr std::array signatures{
    Signature{"%PDF-"sv, "a PDF"sv},
    Signature{"\x89PNG\r\n\x1A\n"sv, "a picture"sv},
    Signature{"\xFF\xD8\xFF"sv, "a picture"sv},
    Signature{"GIF87a"sv, "a picture"sv},
    Signature{"GIF89a"sv, "a picture"sv},
    Signature{"II*\0"sv, "a picture"sv},
    Signature{"MM\0*"sv, "a picture"sv},
    Signature{"\x1F\x8B"sv, "a gzip archive"sv},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"sv},
    Signature{"Rar!\x1A\x07"sv, "a RAR archive"sv},
    Signature{"{\\rtf"sv, "a rich-text document (.rtf)"sv},
};

bool holds(std::string_view bytes, std::string_view part) {
  return bytes.find(part) != std::string_view::npos;
}

/// The names of a ZIP archive's members stand in it as they are.
std::string_view zip_kind(std::string_view bytes) {
  if (holds(bytes, "application/vnd.oasis.opendocument.spreadsheet")) return "an OpenDocument spreadsheet (.ods)";
  if (holds(bytes, "xl/workbook.")) return "an Excel workbook (.xlsx)";
  if (holds(bytes, "word/document.")) return "a Word document (.docx)";
  if (holds(bytes, "ppt/presentation.")) return "a PowerPoint presentation (.pptx)";
  if (holds(bytes, "xl/") || holds(bytes, "[Content_Types].xml")) return "an Excel workbook (.xlsx)";
  return "a ZIP archive";
}

/// Names within a compound file are UTF-16LE.
std::string_view compound_kind(std::string_view bytes) {
  if (holds(bytes, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv)) return "an Office file with a password";
  if (holds(bytes, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv)) return "an old Word document (.doc)";
  return "an old Excel workbook (.xls)";
}

}  // namespace

std::string_view binary_kind(std::string_view bytes) {
  const auto starts = [&](std::string_view with) { return bytes.substr(0, with.size()) == with; };
  if (starts("PK\x03\x04") || starts("PK\x05\x06")) return zip_kind(bytes);
  if (starts("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return compound_kind(bytes);
  const auto found = std::find_if(signatures.begin(), signatures.end(),
                                  [&](const Signature& signature) { return starts(signature.bytes); });
  return found == signatures.end() ? std::string_view() : found->kind;
}

}  // namespace calx::text
