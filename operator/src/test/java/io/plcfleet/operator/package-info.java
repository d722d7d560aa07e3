@NullMarked
package io.plcfleet.operator;

import org.jspecify.annotations.NullMarked;
