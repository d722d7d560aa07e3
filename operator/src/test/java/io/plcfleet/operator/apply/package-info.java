@NullMarked
package io.plcfleet.operator.apply;

import org.jspecify.annotations.NullMarked;
