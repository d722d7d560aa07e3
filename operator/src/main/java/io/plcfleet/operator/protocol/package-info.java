/** What the operator knows of a protocol: whether a tag's address is one. */
@NullMarked
package io.plcfleet.operator.protocol;

import org.jspecify.annotations.NullMarked;
