package io.plcfleet.monitor.link;

/** A set of tags as the requests of one protocol. Belongs to one PLC and lives on the loop: it may learn from answers. */
public interface Plan {
  /** How many readings an answer has. */
  int tags();

  /**
   * Which request asks for a tag, counted from 0, before anything is learnt of the device. What is left out by whole requests saves
   * the device work; a tag that shares its request costs it next to nothing. Where nothing else is said, one request asks for all.
   */
  default int request(int tag) {
    return 0;
  }

  /**
   * Encodes and decodes everything once, without a device and away from the loop: else the first answers after a start would count the
   * loading of classes as their response time, some 200 ms.
   */
  void rehearse();
}
