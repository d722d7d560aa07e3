package io.plcfleet.operator.selection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of those who might look.
 *
 * @param servers that may be read
 * @param places where it was looked for them, for people; empty while nobody has looked yet
 * @param refused places that may not be read
 * @param namespaceLabels of the fleet's namespace; absent where it may not be read
 */
public record Sight(List<Server> servers, String places, List<String> refused, @Nullable Map<String, String> namespaceLabels) {
  /** Nobody has looked yet. */
  public static final Sight NOTHING = new Sight(List.of(), "", List.of(), null);
}
