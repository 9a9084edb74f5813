// SPDX-License-Identifier: Apache-2.0

#include <schema/forms.hpp>
#include <seathrift/schema/record.hpp>

// The descriptions in a second translation unit: they link, and say the same.

std::string_view name_of_third_method() {
  return seathrift::detail::Service<forms::Top>::method_name(2);
}

std::size_t number_of_fields() { return seathrift::detail::Record<forms::Explicit>::size; }
