@NullMarked
package io.plcfleet.operator.report;

import org.jspecify.annotations.NullMarked;
