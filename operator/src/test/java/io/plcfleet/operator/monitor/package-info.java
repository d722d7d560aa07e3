@NullMarked
package io.plcfleet.operator.monitor;

import org.jspecify.annotations.NullMarked;
