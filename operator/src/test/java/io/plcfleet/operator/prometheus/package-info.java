@NullMarked
package io.plcfleet.operator.prometheus;

import org.jspecify.annotations.NullMarked;
