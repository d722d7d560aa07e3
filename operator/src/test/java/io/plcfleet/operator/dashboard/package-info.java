@NullMarked
package io.plcfleet.operator.dashboard;

import org.jspecify.annotations.NullMarked;
