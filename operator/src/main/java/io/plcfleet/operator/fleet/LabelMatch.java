package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.plcfleet.operator.rollout.Selector;
import java.util.Map;

/** Whether a label selector matches an object. */
final class LabelMatch {
  private LabelMatch() {}

  static boolean matches(LabelSelector selector, HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels() == null ? Map.of() : object.getMetadata().getLabels();
    return Selector.matches(selector, labels);
  }
}
