/** What the Plcs of a fleet share, as revisions: their hash, their record, and what differs between two of them. */
@NullMarked
package io.plcfleet.operator.revision;

import org.jspecify.annotations.NullMarked;
