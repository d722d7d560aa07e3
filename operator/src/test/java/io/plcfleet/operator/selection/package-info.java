@NullMarked
package io.plcfleet.operator.selection;

import org.jspecify.annotations.NullMarked;
