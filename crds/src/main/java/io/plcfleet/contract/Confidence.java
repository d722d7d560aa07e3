package io.plcfleet.contract;

/** How sure a diagnosis is. It says how well the evidence fits, and how much else would look the same. */
public enum Confidence {
  /** It fits, and so would something else that is as likely. */
  Low,
  /** It fits better than anything else. */
  Medium,
  /** The PLC or the network said so itself, or nothing else that is known looks like it. */
  High
}
