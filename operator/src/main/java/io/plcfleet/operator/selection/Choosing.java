package io.plcfleet.operator.selection;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.plcfleet.operator.selection.Selection.Candidate;
import io.plcfleet.operator.selection.Server.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who of those that are known selects an object, and else why they do not. */
public final class Choosing {
  /** @param unclear whether it may be there, but cannot be seen */
  private record Missing(String text, boolean unclear) {}

  private Choosing() {}

  /**
   * Decides.
   *
   * @param choice what a server takes of this kind; absent when it takes none
   */
  public static Selection of(Candidate candidate, Function<Server, @Nullable Choice> choice, Sight sight) {
    if (sight.places().isEmpty()) return new Selection.NotKnown("who takes " + candidate.kind() + "s is not known yet");
    List<String> why = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    for (Server server : sight.servers()) {
      Choice taken = choice.apply(server);
      if (taken == null) continue;
      Missing missing = missing(candidate, server, taken, sight.namespaceLabels());
      if (missing == null) return new Selection.Selected(server.called());
      (missing.unclear ? unclear : why).add(server.called() + " " + missing.text);
    }
    if (!unclear.isEmpty()) return new Selection.NotKnown(String.join("; ", unclear));
    if (why.isEmpty()) return new Selection.NotKnown(nobody(candidate.kind(), sight));
    if (sight.refused().isEmpty()) return new Selection.NotSelected(why);
    return new Selection.NotKnown(String.join("; ", why) + "; others may be in " + String.join(", ", sight.refused()) + ", which the operator may not read");
  }

  private static @Nullable Missing missing(Candidate candidate, Server server, Choice choice, @Nullable Map<String, String> namespaceLabels) {
    if (choice.objects() == null) return new Missing("takes no " + candidate.kind() + " at all: its " + choice.field() + " is not set", false);
    List<String> labels = Wanted.missing(choice.objects(), candidate.labels());
    if (!labels.isEmpty()) {
      return new Missing("takes " + candidate.kind() + "s with " + String.join(" and ", labels) + " only: set it in " + candidate.labelsField(), false);
    }
    return ofNamespace(candidate, server, choice.namespaceField(), choice.namespaces(), namespaceLabels);
  }

  private static @Nullable Missing ofNamespace(Candidate candidate, Server server, String field, @Nullable LabelSelector namespaces,
      @Nullable Map<String, String> labels) {
    if (namespaces == null) {
      return Objects.equals(server.namespace(), candidate.namespace()) ? null
          : new Missing("takes " + candidate.kind() + "s of its own namespace only: set its " + field + ", {} for all namespaces", false);
    }
    boolean byName = Wanted.onlyByName(namespaces);
    String takes = "takes " + candidate.kind() + "s of namespaces with ";
    if (labels == null && !byName) {
      return new Missing(takes + String.join(" and ", Wanted.all(namespaces)) + " only, and the operator may not read namespace " + candidate.namespace(), true);
    }
    List<String> missing = Wanted.missing(namespaces, labels == null ? Map.of(Wanted.NAMESPACE_NAME, candidate.namespace()) : labels);
    String way = byName ? "add " + candidate.namespace() + " to its " + field : "label namespace " + candidate.namespace();
    return missing.isEmpty() ? null : new Missing(takes + String.join(" and ", missing) + " only: " + way, false);
  }

  private static String nobody(String kind, Sight sight) {
    String found = "nobody is known who takes " + kind + "s: there is no such object in " + sight.places();
    return sight.refused().isEmpty() ? found : found + ", and the operator may not read those of " + String.join(", ", sight.refused());
  }
}
