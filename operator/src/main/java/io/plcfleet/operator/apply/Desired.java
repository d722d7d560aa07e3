package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The children of a fleet, in the order in which they are to be written. The Secret is not among them: its token is random.
 *
 * @param monitors what reads: shards' records and pods
 * @param others what only looks on; one that cannot be written holds nothing else up
 * @param limited monitors' StatefulSets as they are, but for what the administrator permits
 * @param held names of monitors' StatefulSets that are to change, but not yet
 * @param edited names of monitors' StatefulSets that stay as somebody edited them by hand, and who it was
 * @param complete whether what is not here is to be deleted
 * @param retired names of shards that are to be deleted in any case: they have nothing to read any more
 */
public record Desired(List<HasMetadata> monitors, List<HasMetadata> others, List<StatefulSet> limited, Set<String> held, Map<String, String> edited, boolean complete,
    Set<String> retired) {}
