/** Renders the alerts: one file each, and one list. */
@NullMarked
package io.plcfleet.operator.alerting;

import org.jspecify.annotations.NullMarked;
