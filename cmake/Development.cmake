# SPDX-License-Identifier: Apache-2.0
# What do tests, examples and benchmarks share? Nothing of this is installed.

enable_testing()
set(CMAKE_CXX_EXTENSIONS OFF)
if(SEATHRIFT_BUILD_TESTS)
  find_package(Catch2 2.13 REQUIRED)
  include(Catch)
endif()
find_package(fmt QUIET)

# Every program of ours links to this one: the library, and the warnings it must stay free of.
add_library(seathrift_strict INTERFACE)
target_link_libraries(seathrift_strict INTERFACE seathrift::seathrift)
target_compile_options(seathrift_strict INTERFACE -Wall -Wextra -Wpedantic)

# Debian's own interpreter where there is one: another does not see Debian's modules.
find_program(SEATHRIFT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(SEATHRIFT_PYTHON python3)
find_program(SEATHRIFT_THRIFT thrift)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(THRIFT QUIET IMPORTED_TARGET thrift)
endif()

# seathrift_apache(<target> <file.thrift> [<option of thrift --gen cpp> …])
#
# Adds the static library <target>: what Apache's compiler generates for the IDL file, compiled
# without our warnings and linked to libthrift. Its headers are included as "<name>_types.h".
# The file may be one that the build writes.
function(seathrift_apache target idl)
  list(JOIN ARGN "," options)
  if(options)
    string(PREPEND options ":")
  endif()
  get_filename_component(idl ${idl} ABSOLUTE)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target})
  add_custom_command(
    OUTPUT ${folder}/all.cpp
    COMMAND ${CMAKE_COMMAND} -D thrift=${SEATHRIFT_THRIFT} -D gen=cpp${options} -D idl=${idl}
            -D folder=${folder} -P ${PROJECT_SOURCE_DIR}/cmake/generate_apache.cmake
    DEPENDS ${idl} ${PROJECT_SOURCE_DIR}/cmake/generate_apache.cmake
    COMMENT "Generating Apache's code for ${idl}"
    VERBATIM)
  add_library(${target} STATIC ${folder}/all.cpp)
  target_compile_options(${target} PRIVATE -w)
  target_include_directories(${target} SYSTEM PUBLIC ${folder})
  target_link_libraries(${target} PUBLIC PkgConfig::THRIFT Boost::headers Threads::Threads)
  # Whoever includes the generated headers is compiled after they were written.
  add_custom_target(${target}_generated DEPENDS ${folder}/all.cpp)
  add_dependencies(${target} ${target}_generated)
endfunction()

# seathrift_uses(<variable> <file> <regex>): whether a line of the file matches.
function(seathrift_uses variable file regex)
  file(STRINGS ${file} lines REGEX "${regex}" LIMIT_COUNT 1)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  if(lines)
    set(${variable} TRUE PARENT_SCOPE)
  else()
    set(${variable} FALSE PARENT_SCOPE)
  endif()
endfunction()
