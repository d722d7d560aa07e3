/** Stories of links, as files that a plant engineer can read, played in virtual time. */
@org.jspecify.annotations.NullMarked
package io.plcfleet.scoring.scenario;
