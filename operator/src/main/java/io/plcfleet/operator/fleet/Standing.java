package io.plcfleet.operator.fleet;

import java.util.List;
import java.util.Set;

/**
 * What is not as the fleet wants it, and may not be written.
 *
 * @param forNow names of monitors whose pods are to change when it is their turn
 * @param edited children that stay as somebody edited them by hand, and who it was
 */
record Standing(Set<String> forNow, List<String> edited) {}
