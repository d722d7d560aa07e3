package io.plcfleet.monitor.link;

/** A set of tags as the requests of one protocol. Belongs to one PLC and lives on the loop: it may learn from answers. */
public interface Plan {
  /** How many readings an answer has. */
  int tags();
}
