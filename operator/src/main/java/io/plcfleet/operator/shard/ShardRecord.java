package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One monitor's share, as its ConfigMap records it.
 *
 * @param group value of the fleet's groupBy label that all its Plcs have, "" without one
 * @param selector the fleet's selector that this share was planned by, in canonical JSON
 * @param resourceVersion of the ConfigMap that it was read from; absent when it is not stored
 */
public record ShardRecord(
    String namespace, String fleet, String name, String group, String selector, MonitorConfig config, @Nullable String resourceVersion) {

  public ShardKey key() {
    return new ShardKey(namespace, name);
  }

  /** The same, with everything on its way out. */
  public ShardRecord releasing() {
    List<PlcEntry> entries = config.plcs().stream().map(e -> e.with(State.Release)).toList();
    return new ShardRecord(namespace, fleet, name, group, selector, new MonitorConfig(config.serial(), config.settings(), entries), resourceVersion);
  }

  public List<PlcEntry> entries() {
    return config.plcs();
  }
}
