// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is time counted? By the durations and clocks of <chrono>, without the calendars, streams and
// locales that come with them: a tenth of what a small program takes to compile.

#if __has_include(<bits/chrono.h>)
#include <bits/chrono.h>
#else
#include <chrono>
#endif
