@NullMarked
package io.plcfleet.operator.fleet;

import org.jspecify.annotations.NullMarked;
