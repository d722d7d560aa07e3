@NullMarked
package io.plcfleet.operator.rollout.analysis;

import org.jspecify.annotations.NullMarked;
