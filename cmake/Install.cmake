# SPDX-License-Identifier: Apache-2.0
# What is installed? The headers, and what find_package and pkg-config look for. Nothing of it
# depends on the machine, and all of it may be moved.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

target_include_directories(seathrift INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/seathrift
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")

set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/seathrift)
install(TARGETS seathrift EXPORT seathriftTargets)
install(EXPORT seathriftTargets NAMESPACE seathrift:: DESTINATION ${package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/seathriftConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/seathriftConfig.cmake
                              INSTALL_DESTINATION ${package_dir}
                              NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/seathriftConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/seathriftConfig.cmake
              ${PROJECT_BINARY_DIR}/seathriftConfigVersion.cmake
              ${CMAKE_CURRENT_LIST_DIR}/SeathriftDependencies.cmake
              ${CMAKE_CURRENT_LIST_DIR}/SeathriftIdl.cmake
              ${CMAKE_CURRENT_LIST_DIR}/emit_idl.cpp.in
        DESTINATION ${package_dir})

set(pkgconfig_dir ${CMAKE_INSTALL_FULL_DATADIR}/pkgconfig)
file(RELATIVE_PATH to_include ${pkgconfig_dir} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
set(INCLUDEDIR "\${pcfiledir}/${to_include}")
set(VERSION ${PROJECT_VERSION})
set(DESCRIPTION ${PROJECT_DESCRIPTION})
configure_file(${PROJECT_SOURCE_DIR}/seathrift.pc.in ${PROJECT_BINARY_DIR}/seathrift.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/seathrift.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
