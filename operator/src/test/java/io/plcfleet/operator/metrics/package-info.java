@NullMarked
package io.plcfleet.operator.metrics;

import org.jspecify.annotations.NullMarked;
