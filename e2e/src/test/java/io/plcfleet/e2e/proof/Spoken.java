package io.plcfleet.e2e.proof;

/** What a PLC of the matrix speaks. */
enum Spoken {
  Modbus("Modbus"),
  S7("S7"),
  OpcUa("OPC UA"),
  Eip("EtherNet/IP"),
  Ads("ADS");

  private final String text;

  Spoken(String text) {
    this.text = text;
  }

  /** As a cell of the table. */
  String text() {
    return text;
  }

  /** Whether its server takes milliseconds of CPU for an answer: it is written in Python. */
  boolean isSlowToServe() {
    return this == Eip || this == Ads;
  }

  /** Whether the monitor's first word to it is a greeting, which can stay unanswered. */
  boolean greets() {
    return this != Modbus;
  }
}
