/** What operator and monitor must agree on: the file {@code monitor.json}, the report of {@code /status}, the metrics. No Kubernetes types. */
@NullMarked
package io.plcfleet.contract;

import org.jspecify.annotations.NullMarked;
