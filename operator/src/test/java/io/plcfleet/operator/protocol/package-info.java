@NullMarked
package io.plcfleet.operator.protocol;

import org.jspecify.annotations.NullMarked;
