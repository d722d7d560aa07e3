@NullMarked
package io.plcfleet.operator.plc;

import org.jspecify.annotations.NullMarked;
