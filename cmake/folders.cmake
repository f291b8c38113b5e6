# One target a folder of src/. A folder sees its own headers and those of the folders it names in USES, nothing else:
# each target's include path is a directory that holds one link, the folder's name, so an include that climbs to a
# higher floor does not compile.

find_package(Threads REQUIRED)

add_library(calx_options INTERFACE)
target_compile_options(calx_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
# GCC 12 sees overlapping copies in std::string where there are none (GCC bug 105651).
target_compile_options(calx_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(CALX_WERROR)
  target_compile_options(calx_options INTERFACE -Werror)
endif()
if(CALX_SANITIZE)
  target_compile_options(calx_options INTERFACE -fsanitize=${CALX_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(calx_options INTERFACE -fsanitize=${CALX_SANITIZE})
endif()

# calx_folder(<name> [USES <folder>...] [LINK <library>...])
function(calx_folder name)
  cmake_parse_arguments(ARG "" "" "USES;LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(target calx_${name})
  set(view ${PROJECT_BINARY_DIR}/floors/${name})
  file(MAKE_DIRECTORY ${view})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${view}/${name} SYMBOLIC)
  list(TRANSFORM ARG_USES PREPEND calx_)
  if(NOT sources)  # headers only
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${view})
    target_link_libraries(${target} INTERFACE ${ARG_USES} ${ARG_LINK})
    return()
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${view})
  target_link_libraries(${target} PUBLIC ${ARG_USES} PRIVATE calx_options)
  target_link_libraries(${target} PUBLIC ${ARG_LINK})
endfunction()

# For programs that are not in a hurry themselves, but are many: built at -O1 where what they call is built at -O3, and
# at -O0 where that is built at -O1.
add_library(calx_unhurried INTERFACE)
target_compile_options(calx_unhurried INTERFACE $<$<CONFIG:Release>:-O1> $<$<CONFIG:Debug>:-O0>)
# At -O1 GCC 12 takes short strings for ones that are written beyond their end: false alarms.
target_compile_options(calx_unhurried INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow>")

# calx_test(<folder> [LINK <target>...]): every *_test.cpp beside the caller becomes one test program.
function(calx_test name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  set(target ${name}_tests)
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE ${ARG_LINK} calx_test_options)
  target_precompile_headers(${target} REUSE_FROM calx_test_headers)
  gtest_discover_tests(${target} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST)
endfunction()
