@NullMarked
package io.plcfleet.operator.shard;

import org.jspecify.annotations.NullMarked;
