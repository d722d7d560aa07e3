@NullMarked
package io.plcfleet.operator.rollout;

import org.jspecify.annotations.NullMarked;
