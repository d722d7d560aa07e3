package io.plcfleet.monitor.config;

import io.plcfleet.scoring.Profile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file that was checked.
 *
 * @param serial of the file
 * @param revisions that it holds settings for
 * @param profiles by name; where revisions differ in one, that of a revision in use
 */
public record Assignments(long serial, Set<String> revisions, Map<String, Profile> profiles, List<Assignment> plcs) {
  public static final Assignments NONE = new Assignments(0, Set.of(), Map.of(), List.of());
}
