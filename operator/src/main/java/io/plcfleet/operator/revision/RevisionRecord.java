package io.plcfleet.operator.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.shard.ShardJson;
import java.util.Map;
import java.util.Optional;

/** A revision as a ControllerRevision, named {@code <fleet>-<revision>}: what is in it never changes, so it can be gone back to. */
public final class RevisionRecord {
  private static final ObjectMapper MAPPER = JsonMapper.builder().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false).build();
  private static final String SHARED = "shared";

  private RevisionRecord() {}

  public static String name(String fleet, String revision) {
    return fleet + "-" + revision;
  }

  /** @param number later ones have greater numbers */
  public static ControllerRevision render(MonitorFleet fleet, SharedConfig config, long number) {
    String name = fleet.getMetadata().getName();
    return new ControllerRevisionBuilder()
        .withNewMetadata().withNamespace(fleet.getMetadata().getNamespace()).withName(name(name, config.revision()))
        .withLabels(ChildLabels.of(name, Component.ROLLOUT)).addToLabels(ChildLabels.REVISION, config.revision())
        .endMetadata()
        .withRevision(number)
        .withData(Map.of(SHARED, parsed(config)))
        .build();
  }

  private static Object parsed(SharedConfig config) {
    try {
      return MAPPER.readValue(ShardJson.text(config), Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON is none", e);
    }
  }

  /** The revision that it is the record of, whether or not this version can read it. */
  public static String revision(ControllerRevision stored) {
    Map<String, String> labels = stored.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(ChildLabels.REVISION, "");
  }

  /** Empty when it is not one of ours, or of a form that this version does not know. */
  public static Optional<SharedConfig> read(ControllerRevision stored) {
    try {
      SharedConfig config = MAPPER.convertValue(MAPPER.valueToTree(stored.getData()).path(SHARED), SharedConfig.class);
      boolean whole = config != null && config.overrides() != null && config.profiles() != null;
      return whole ? Optional.of(config) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
