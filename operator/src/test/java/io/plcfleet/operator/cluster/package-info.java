@NullMarked
package io.plcfleet.operator.cluster;

import org.jspecify.annotations.NullMarked;
