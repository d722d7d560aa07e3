/** Who reads what: Plcs stay where they are, and no endpoint has two readers at any time. */
@NullMarked
package io.plcfleet.operator.shard;

import org.jspecify.annotations.NullMarked;
