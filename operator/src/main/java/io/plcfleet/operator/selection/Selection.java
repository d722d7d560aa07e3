package io.plcfleet.operator.selection;

import java.util.List;
import java.util.Map;

/** Whether anybody selects an object. */
public sealed interface Selection {
  /** @param by whom, the first that was found */
  record Selected(String by) implements Selection {}

  /** @param why a sentence for each who does not: what is missing, and where it goes */
  record NotSelected(List<String> why) implements Selection {}

  record NotKnown(String why) implements Selection {}

  /**
   * An object of a fleet that is to be selected.
   *
   * @param labelsField of the fleet's spec that gives it labels
   */
  record Candidate(String kind, String namespace, Map<String, String> labels, String labelsField) {}
}
