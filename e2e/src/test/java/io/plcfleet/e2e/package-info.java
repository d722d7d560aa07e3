/** Tests of what is delivered: the chart, the images, the examples, and the whole on a cluster. */
@NullMarked
package io.plcfleet.e2e;

import org.jspecify.annotations.NullMarked;
