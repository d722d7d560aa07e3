@NullMarked
package io.plcfleet.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
