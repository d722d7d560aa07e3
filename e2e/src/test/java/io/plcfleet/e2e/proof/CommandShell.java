package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.testing.ApiServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A terminal for commands of the documents: bash in a folder that looks like the root of the project and takes what they write. What would
 * change the cluster is checked by its API server and not done, so that every command finds the same plant.
 */
final class CommandShell implements AutoCloseable {
  /** Before a command of Helm that is to do what it says. */
  static final String FOR_GOOD = "FOR_GOOD=yes";
  private static final int PATIENCE_SECONDS = 120;
  /** {@code edit} and what else waits for a person is not here. */
  private static final String KUBECTL = """
      #!/usr/bin/env bash
      for word in "$@"; do
        case $word in patch|annotate|label|delete|apply|create|set|scale) exec %1$s "$@" --dry-run=server ;; esac
      done
      exec %1$s "$@"
      """;
  /** Without nodes nothing ever becomes ready, so nothing is waited for. */
  private static final String HELM = """
      #!/usr/bin/env bash
      words=()
      for word in "$@"; do [ "$word" = --wait ] || words+=("$word"); done
      case ${FOR_GOOD:+really }$1 in
        upgrade) words+=(--dry-run=server) ;;
        uninstall|rollback) words+=(--dry-run) ;;
      esac
      exec %s "${words[@]}"
      """;
  /** The program of the operator's image on the mounted folder; there is no container engine. */
  private static final String DOCKER = """
      #!/usr/bin/env bash
      [[ "$*" =~ ^run\\ --rm\\ -v\\ ([^:]+):([^:\\ ]+):ro\\ plcfleet/operator:[0-9.]+\\ validate\\ (.*)$ ]] || { echo "not as the documents have it: docker $*" >&2; exit 64; }
      exec java -cp '%s' io.plcfleet.operator.Main validate "${BASH_REMATCH[3]/#"${BASH_REMATCH[2]}"/"${BASH_REMATCH[1]}"}"
      """;
  private static final Set<String> OWN = Set.of("target", ".git");

  private final Path folder;
  private final Map<String, String> environment;

  /** @param folder an empty one */
  CommandShell(Path folder, String kubeconfig) throws IOException {
    this.folder = folder;
    Path config = Files.writeString(Files.createDirectories(folder.resolve(".kube")).resolve("config"), kubeconfig);
    Path bin = Files.createDirectories(folder.resolve(".bin"));
    Path testbed = ApiServer.testbed().resolve("bin").toAbsolutePath();
    for (String program : List.of("kubectl", "helm")) {
      assertThat(testbed.resolve(program)).as("%s is missing; build it by\n  testbed/build kubernetes helm\nor leave the integration tests out by\n  mvn verify -DskipITs\n", program).isExecutable();
    }
    program(bin.resolve("kubectl"), KUBECTL.formatted(testbed.resolve("kubectl")));
    program(bin.resolve("helm"), HELM.formatted(testbed.resolve("helm")));
    program(bin.resolve("docker"), DOCKER.formatted(System.getProperty("java.class.path")));
    environment = Map.of("KUBECONFIG", config.toString(), "HOME", folder.toString(),
        "PATH", String.join(File.pathSeparator, bin.toString(), System.getProperty("java.home") + "/bin", testbed.toString(), System.getenv("PATH")));
    try (Stream<Path> files = Files.list(DocumentedCommand.ROOT)) {
      for (Path file : files.filter(f -> !OWN.contains(f.getFileName().toString())).toList()) {
        Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toRealPath());
      }
    }
  }

  /** Who empties the folder is to find no way out of it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) Files.delete(link);
    }
  }

  private static void program(Path file, String text) throws IOException {
    assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
  }

  /** Where commands find and leave files. */
  Path folder() {
    return folder;
  }

  /** What it prints; it must end well. */
  String run(String command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.descendants().forEach(ProcessHandle::destroyForcibly);
    if (!ended) process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as("%s%n%s%s", command, Files.readString(out), Files.readString(err)).isTrue();
    return Files.readString(out);
  }
}
