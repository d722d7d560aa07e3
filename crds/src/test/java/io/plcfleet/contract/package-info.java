@NullMarked
package io.plcfleet.contract;

import org.jspecify.annotations.NullMarked;
