# SPDX-License-Identifier: Apache-2.0
# Runs Apache's compiler into ${folder} and writes all.cpp there, which includes every source that
# came out, so that a build need not know their names beforehand.

file(REMOVE_RECURSE ${folder})
file(MAKE_DIRECTORY ${folder})
string(FIND "${gen}" ":" colon)
if(colon EQUAL -1)
  string(APPEND gen ":no_skeleton")
else()
  string(APPEND gen ",no_skeleton")
endif()
execute_process(COMMAND ${thrift} -r --gen ${gen} -out ${folder} ${idl}
                RESULT_VARIABLE result ERROR_VARIABLE error OUTPUT_VARIABLE error)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "thrift could not read ${idl}:\n${error}")
endif()
file(GLOB sources RELATIVE ${folder} ${folder}/*.cpp)
set(text "")
foreach(source IN LISTS sources)
  string(APPEND text "#include \"${source}\"\n")
endforeach()
file(WRITE ${folder}/all.cpp "${text}")
