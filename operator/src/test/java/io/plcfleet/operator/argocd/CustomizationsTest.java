package io.plcfleet.operator.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CustomizationsTest {
  private static final String WRITE = "mvn -pl operator -am test -Dtest=CustomizationsTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";

  @Test
  void whatIsPatchedInIsWhatTheScriptsSay() throws IOException {
    assertWritten(Customizations.ROOT.resolve("argocd-cm.yaml"), Customizations.configMap());
    assertWritten(Customizations.ROOT.resolve("values.yaml"), Customizations.values());
  }

  @Test
  void noScriptIsLeftOut() {
    List<Path> known = Stream.of(Customizations.KINDS.stream().map(Customizations::health), Customizations.ACTIONS.stream().map(Customizations::action),
        Stream.of(Customizations.discovery())).flatMap(s -> s).toList();
    assertThat(Customizations.scripts()).containsExactlyInAnyOrderElementsOf(known);
  }

  /** Argo CD gives scripts neither, unless an administrator opens all libraries to them. */
  @Test
  void noScriptNeedsALibrary() {
    for (Path script : Customizations.scripts()) {
      assertThat(Customizations.read(script)).as(script.toString()).doesNotContainPattern("\\b(string|math|os|io|require)\\b\\s*[.(]");
    }
  }

  private static void assertWritten(Path file, String text) throws IOException {
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(file, text);
    assertThat(Files.readString(file)).as("%s is stale:%n  %s%n", file, WRITE).isEqualTo(text);
  }
}
