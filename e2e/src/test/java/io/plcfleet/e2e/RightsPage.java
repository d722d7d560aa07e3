package io.plcfleet.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/rights.md: the rules of the plain manifests with their own comments, and which of them are tried in one test only or in none. */
final class RightsPage {
  private static final Pattern RULES = Pattern.compile("(?m)^kind: (Role|ClusterRole)\nmetadata:\n  name: (\\S+)\n(?:.*\n)*?rules:\n((?:(?:[# ]|- ).*\n)+)");
  private static final Pattern RULE = Pattern.compile(
      "((?:# .*\n)+)- apiGroups: \\[(.*)]\n  resources: \\[(.*)]\n  verbs: \\[(.*)]\n(?:  resourceNames: \\[(.*)]\n)?");

  private RightsPage() {}

  /** @param manifest with the operator's Roles, as it is applied */
  static String text(String manifest) {
    StringBuilder page = new StringBuilder("""
        # What the operator may do

        Each rule of its Roles, as `manifests/all-namespaces.yaml` and the chart have them; written from there by `DocumentsTest`.
        Two tests compare them with what the operator asks for. `InstallationE2E` installs, upgrades, edits, repairs and removes on a cluster, and
        reads the audit log of its API server; `RightsIT` has an API server that enforces the rules. Nothing may be refused, and nothing may be
        granted that is not used, but for [two rights](#granted-and-not-tried). A request counts for no rule but those that cover it: by the
        namespace of a Role, and by the names of objects where a rule has them.
        Discovery of what types there are is everybody's right. The monitors have no token and may do nothing.
        """);
    for (Matcher role = RULES.matcher(manifest); role.find(); ) page.append(section(role.group(1), role.group(2), role.group(3)));
    page.append("\n## Tried by `RightsIT` alone\n").append(reasons("when it is asked for", Rights.TRIED_IN_RIGHTS_IT));
    page.append("\n## Granted and not tried\n").append(reasons("why it is granted", Rights.TRIED_NOWHERE));
    return page.toString();
  }

  private static String reasons(String why, Map<String, String> rights) {
    StringBuilder table = new StringBuilder("\n| right | " + why + " |\n|---|---|\n");
    new TreeMap<>(rights).forEach((right, reason) -> table.append("| ").append(right.replaceFirst(" /?", " ")).append(" | ").append(reason).append(" |\n"));
    return table.toString();
  }

  private static String section(String kind, String name, String rules) {
    StringBuilder table = new StringBuilder("\n## " + kind + " `" + name + "`\n\n" + where(kind) + "\n\n| API group | resources | verbs | what for |\n|---|---|---|---|\n");
    List<String> read = new ArrayList<>();
    for (Matcher rule = RULE.matcher(rules); rule.find(); ) {
      String names = rule.group(5) == null ? "" : " named `" + rule.group(5) + "`";
      table.append("| ").append(rule.group(2).replace("\"\"", "core")).append(" | ").append(rule.group(3)).append(names).append(" | ").append(rule.group(4))
          .append(" | ").append(rule.group(1).replaceAll("# ", "").strip().replace("\n", " ")).append(" |\n");
      read.add(rule.group());
    }
    if (!String.join("", read).equals(rules)) throw new IllegalStateException("a rule of " + name + " has no comment, or is written in another way:\n" + rules);
    return table.toString();
  }

  private static String where(String kind) {
    return kind.equals("ClusterRole") ? "With `watch.allNamespaces`. Without it a Role in each watched namespace has the same rules and no others." : "In the namespace of the operator.";
  }
}
