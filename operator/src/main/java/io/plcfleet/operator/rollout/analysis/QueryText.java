package io.plcfleet.operator.rollout.analysis;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query with what stands for something put in. {@code $canary} and {@code $control} become regular expressions of the Plcs' names,
 * {@code $namespace} and {@code $fleet} names, {@code $since} whole seconds; {@code ${since}} is the same as {@code $since}.
 *
 * @param sinceSeconds since the step began
 */
public record QueryText(String namespace, String fleet, Collection<String> canary, Collection<String> control, long sinceSeconds) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(?:\\{(canary|control|namespace|fleet|since)}|(canary|control|namespace|fleet|since))");
  /** Matches no name: names are not empty, and nothing stands before their begin. */
  private static final String NOBODY = "a^";

  public String of(String query) {
    return PLACEHOLDER.matcher(query).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1) != null ? found.group(1) : found.group(2))));
  }

  /** Whether a query names the others. */
  public static boolean namesControl(String query) {
    return PLACEHOLDER.matcher(query).results().anyMatch(found -> found.group().contains("control"));
  }

  private String value(String name) {
    return switch (name) {
      case "canary" -> names(canary);
      case "control" -> names(control);
      case "namespace" -> namespace;
      case "fleet" -> fleet;
      default -> String.valueOf(Math.max(1, sinceSeconds));
    };
  }

  /** Names of Plcs have letters, digits, dashes and dots. A dot in brackets needs no backslash, which would mean another thing in each kind of quotes. */
  private static String names(Collection<String> plcs) {
    return plcs.isEmpty() ? NOBODY : plcs.stream().sorted().map(name -> name.replace(".", "[.]")).collect(Collectors.joining("|"));
  }
}
