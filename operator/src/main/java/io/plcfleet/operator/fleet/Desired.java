package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * The children of a fleet, in the order in which they are to be written. The Secret is not among them: its token is random.
 *
 * @param complete whether what is not here is to be deleted
 */
record Desired(List<HasMetadata> children, boolean complete) {}
