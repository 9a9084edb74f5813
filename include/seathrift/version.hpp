// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which Seathrift is this? The builds and the packages read the number from here.

#define SEATHRIFT_VERSION_MAJOR 0
#define SEATHRIFT_VERSION_MINOR 1
#define SEATHRIFT_VERSION_PATCH 0
