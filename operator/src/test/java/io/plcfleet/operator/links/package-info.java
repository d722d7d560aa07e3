@NullMarked
package io.plcfleet.operator.links;

import org.jspecify.annotations.NullMarked;
