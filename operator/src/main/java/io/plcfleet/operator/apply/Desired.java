package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Set;

/**
 * The children of a fleet, in the order in which they are to be written. The Secret is not among them: its token is random.
 *
 * @param monitors what reads: shards' records and pods
 * @param others what only looks on; one that cannot be written holds nothing else up
 * @param held names of monitors' StatefulSets that are to change, but not yet
 * @param complete whether what is not here is to be deleted
 * @param retired names of shards that are to be deleted in any case: they have nothing to read any more
 */
record Desired(List<HasMetadata> monitors, List<HasMetadata> others, Set<String> held, boolean complete, Set<String> retired) {}
