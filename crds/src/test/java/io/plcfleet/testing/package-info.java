/** What integration tests of several modules need. */
@NullMarked
package io.plcfleet.testing;

import org.jspecify.annotations.NullMarked;
