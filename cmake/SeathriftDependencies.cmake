# SPDX-License-Identifier: Apache-2.0
# What does Seathrift need? Threads, and Boost's headers, 1.81 or newer, as the target
# Boost::headers. SEATHRIFT_MISSING says what was not found. Used in our tree and by the package.

set(SEATHRIFT_MISSING "")

if(NOT TARGET Threads::Threads)
  set(THREADS_PREFER_PTHREAD_FLAG ON)
  find_package(Threads QUIET)
  if(TARGET Threads::Threads)
    # A project that adds us as a subdirectory links to it from outside of this directory.
    set_property(TARGET Threads::Threads PROPERTY IMPORTED_GLOBAL TRUE)
  else()
    set(SEATHRIFT_MISSING "no threads on this system")
  endif()
endif()

if(NOT TARGET Boost::headers)
  find_package(Boost 1.81 CONFIG QUIET)
  if(NOT TARGET Boost::headers)
    # Headers without Boost's own CMake files, as when a release was only unpacked.
    find_path(SEATHRIFT_BOOST_INCLUDE_DIR boost/pfr.hpp
              HINTS ${BOOST_ROOT} $ENV{BOOST_ROOT} PATH_SUFFIXES include)
    if(SEATHRIFT_BOOST_INCLUDE_DIR)
      file(STRINGS ${SEATHRIFT_BOOST_INCLUDE_DIR}/boost/version.hpp _seathrift_boost
           REGEX "^#define BOOST_VERSION ")
      string(REGEX REPLACE "[^0-9]" "" _seathrift_boost "${_seathrift_boost}")
      if(_seathrift_boost GREATER_EQUAL 108100)
        add_library(Boost::headers INTERFACE IMPORTED)
        set_target_properties(Boost::headers PROPERTIES
          INTERFACE_INCLUDE_DIRECTORIES ${SEATHRIFT_BOOST_INCLUDE_DIR})
      endif()
    endif()
  endif()
  if(TARGET Boost::headers)
    set_property(TARGET Boost::headers PROPERTY IMPORTED_GLOBAL TRUE)
  else()
    set(SEATHRIFT_MISSING "no Boost headers of version 1.81 or newer; \
on Debian install libboost1.81-dev, elsewhere set BOOST_ROOT")
  endif()
endif()
