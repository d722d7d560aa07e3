/** Custom resources of the group {@code plcfleet.io}, version {@code v1alpha1}: what users write, with the rules that the API server holds them to. */
@NullMarked
package io.plcfleet.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
