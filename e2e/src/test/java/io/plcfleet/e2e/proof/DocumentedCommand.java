package io.plcfleet.e2e.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that a document tells people to type: a line of a block of the language {@code sh}, a line of a {@code console} block behind
 * {@code $}, a line of an indented block, or a span of code that begins with a program. Blocks of other languages hold none.
 *
 * @param document from the root of the project
 * @param line where it begins, from 1
 * @param text without what makes it go on in a next line, and without the comment behind it
 */
record DocumentedCommand(Path document, int line, String text) {
  static final Path ROOT = Path.of("..");
  static final Set<String> LANGUAGES = Set.of("sh", "console", "yaml", "text", "mermaid", "promql", "java");
  private static final Set<String> PROGRAMS = Set.of("kubectl", "helm", "mvn", "java", "curl", "docker", "openssl", "cosign", "promtool", "jq", "sha256sum",
      "npm", "go", "apt-get", "grype", "osv-scanner");
  /** What the test may run, whatever a page says: they talk to its own cluster, or to nobody. */
  private static final Set<String> HARMLESS = Set.of("kubectl", "helm", "java", "openssl", "docker", "jq", "promtool");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  /** Scripts of the project and programs of the machine are not for a test to start: they build, install, and end clusters. */
  boolean runsHere() {
    return HARMLESS.contains(program()) && !RunElsewhere.REASONS.containsKey(text);
  }

  boolean isMaven() {
    return text.startsWith("mvn ");
  }

  /** The program or script that it begins with, behind assignments of variables. */
  String program() {
    return text.replaceAll("^[A-Z_]+=\\$\\(|^([A-Z_]+=\\S+ )+", "").split(" ", 2)[0];
  }

  /** Of all documents, in their order. */
  static List<DocumentedCommand> all() throws IOException {
    List<DocumentedCommand> commands = new ArrayList<>();
    for (Path document : documents()) commands.addAll(new Reader(document).commands());
    return commands;
  }

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("examples/README.md"), Path.of("testbed/README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).map(ROOT::relativize).sorted().forEach(documents::add);
    }
    return documents;
  }

  /** A document, line by line. */
  private static final class Reader {
    private final Path document;
    private final List<String> lines;
    private final List<DocumentedCommand> commands = new ArrayList<>();
    /** Of the block that we are in; empty outside of blocks. */
    private String language = "";
    private boolean indented;

    Reader(Path document) throws IOException {
      this.document = document;
      lines = Files.readAllLines(ROOT.resolve(document));
    }

    List<DocumentedCommand> commands() {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.startsWith("```")) language = language.isEmpty() ? line.equals("```") ? "none" : line.substring(3) : "";
        else if (language.equals("sh")) i = whole(i, line);
        else if (language.equals("console") && line.startsWith("$ ")) i = whole(i, line.substring(2));
        else if (language.isEmpty()) i = outside(i, line);
      }
      return commands;
    }

    private int outside(int i, String line) {
      indented = line.startsWith("    ") && (indented || i == 0 || lines.get(i - 1).isBlank());
      if (indented) return whole(i, line.strip());
      SPAN.matcher(line).results().map(span -> span.group(1)).filter(Reader::isCommand).forEach(text -> commands.add(new DocumentedCommand(document, i + 1, text)));
      return i;
    }

    /** The command that begins here; the index of its last line. */
    private int whole(int i, String first) {
      if (first.isBlank() || first.startsWith("#")) return i;
      StringBuilder text = new StringBuilder(first);
      int last = i;
      while (text.charAt(text.length() - 1) == '\\') {
        text.setLength(text.length() - 1);
        text.append(lines.get(++last).strip());
      }
      commands.add(new DocumentedCommand(document, i + 1, text.toString().replaceAll("\\s+# .*$", "")));
      return last;
    }

    /** A program with two words or more, or a script of the project; {@code kubectl apply} alone names what somebody does. */
    private static boolean isCommand(String span) {
      String first = span.split(" ", 2)[0];
      if (PROGRAMS.contains(first)) return first.equals("mvn") ? span.contains(" ") : span.matches("\\S+ \\S+ .+");
      Path script = ROOT.resolve(first);
      return first.contains("/") && Files.isRegularFile(script) && Files.isExecutable(script);
    }
  }
}
