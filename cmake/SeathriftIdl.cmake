# SPDX-License-Identifier: Apache-2.0
# How does another language get the contract? As a .thrift file, written while building.

# seathrift_emit_idl(TARGET <name> HEADER <header> SERVICE <service> OUTPUT <file.thrift>)
#
# Adds the target <name>, part of `all`, which writes the IDL text of the C++ service <service>,
# qualified with its namespaces, to OUTPUT (relative to the current binary directory). HEADER
# (relative to the current source directory) declares the service. What HEADER needs beside
# Seathrift is given to the program that writes the file, <name>_emitter:
# `target_link_libraries(<name>_emitter PRIVATE my_library)`.
function(seathrift_emit_idl)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;HEADER;SERVICE;OUTPUT" "")
  foreach(name TARGET HEADER SERVICE OUTPUT)
    if(NOT arg_${name})
      message(FATAL_ERROR "seathrift: seathrift_emit_idl lacks ${name}; \
give TARGET, HEADER, SERVICE and OUTPUT")
    endif()
  endforeach()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "seathrift: seathrift_emit_idl does not know ${arg_UNPARSED_ARGUMENTS}; \
give TARGET, HEADER, SERVICE and OUTPUT")
  endif()

  get_filename_component(header ${arg_HEADER} ABSOLUTE)
  get_filename_component(output ${arg_OUTPUT} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
  get_filename_component(folder ${output} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  set(service ${arg_SERVICE})
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/emit_idl.cpp.in ${arg_TARGET}_emitter.cpp @ONLY)

  add_executable(${arg_TARGET}_emitter ${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}_emitter.cpp)
  target_link_libraries(${arg_TARGET}_emitter PRIVATE seathrift::seathrift)
  add_custom_command(OUTPUT ${output}
                     COMMAND ${arg_TARGET}_emitter ${output}
                     DEPENDS ${arg_TARGET}_emitter
                     COMMENT "Writing the IDL of ${service}"
                     VERBATIM)
  add_custom_target(${arg_TARGET} ALL DEPENDS ${output})
endfunction()
