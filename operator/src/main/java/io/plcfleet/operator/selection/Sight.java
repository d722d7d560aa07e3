package io.plcfleet.operator.selection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of those who might look.
 *
 * @param servers that may be read
 * @param places where it was looked for them, for people
 * @param refused places that may not be read
 * @param namespaceLabels of the fleet's namespace; absent where it may not be read
 */
public record Sight(List<Server> servers, String places, List<String> refused, @Nullable Map<String, String> namespaceLabels) {
  public static final Sight NOTHING = new Sight(List.of(), "the namespaces that it was told of", List.of(), null);
}
