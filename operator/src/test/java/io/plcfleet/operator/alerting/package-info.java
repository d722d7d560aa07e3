@NullMarked
package io.plcfleet.operator.alerting;

import org.jspecify.annotations.NullMarked;
