/** What is known of the cluster: caches and discovery. An edge. */
@NullMarked
package io.plcfleet.operator.cluster;

import org.jspecify.annotations.NullMarked;
