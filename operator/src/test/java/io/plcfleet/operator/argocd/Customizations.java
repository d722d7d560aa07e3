package io.plcfleet.operator.argocd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code argocd}: scripts in the layout of Argo CD's own repository, and what is made of them for {@code argocd-cm}. */
final class Customizations {
  static final Path ROOT = Path.of("..", "argocd");
  static final Path SCRIPTS = ROOT.resolve("resource_customizations").resolve("plcfleet.io");
  static final List<String> KINDS = List.of("ConfigRollout", "MonitorFleet", "Plc", "ScoringProfile");
  /** In the order in which people meet them. */
  static final List<String> ACTIONS = List.of("pause", "resume", "promote", "promote-full", "abort", "retry");
  private static final String HEAD = "# Written from resource_customizations by the tests of the operator; change the scripts there.\n";

  private Customizations() {}

  static Path health(String kind) {
    return SCRIPTS.resolve(kind).resolve("health.lua");
  }

  static Path discovery() {
    return SCRIPTS.resolve("ConfigRollout/actions/discovery.lua");
  }

  static Path action(String name) {
    return SCRIPTS.resolve("ConfigRollout/actions").resolve(name).resolve("action.lua");
  }

  /** A patch of the ConfigMap, for kubectl and kustomize. */
  static String configMap() {
    return HEAD + """
        # kubectl -n argocd patch configmap argocd-cm --patch-file argocd/argocd-cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
        data:
        """ + indented(2, entries());
  }

  /** Values for the chart of Argo CD. */
  static String values() {
    return HEAD + """
        # helm upgrade argocd argo-cd --reuse-values --values argocd/values.yaml
        configs:
          cm:
        """ + indented(4, entries());
  }

  private static String entries() {
    StringBuilder text = new StringBuilder();
    for (String kind : KINDS) text.append("resource.customizations.health.plcfleet.io_").append(kind).append(": |\n").append(indented(2, read(health(kind))));
    StringBuilder actions = new StringBuilder("discovery.lua: |\n").append(indented(2, read(discovery()))).append("definitions:\n");
    for (String action : ACTIONS) actions.append("- name: ").append(action).append("\n  action.lua: |\n").append(indented(4, read(action(action))));
    return text.append("resource.customizations.actions.plcfleet.io_ConfigRollout: |\n").append(indented(2, actions.toString())).toString();
  }

  private static String indented(int by, String text) {
    StringBuilder indented = new StringBuilder();
    for (String line : text.split("\n", -1)) indented.append(line.isEmpty() ? "" : " ".repeat(by)).append(line).append('\n');
    return indented.substring(0, indented.length() - 1);
  }

  /** All files, to see that none is left out. */
  static List<Path> scripts() {
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      return files.filter(f -> f.toString().endsWith(".lua")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
