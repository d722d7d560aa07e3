package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @Test
  void onlyTheTokenOfTheFileAtThisMomentIsAdmitted(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    Token token = new Token(file);
    assertThat(token.admits("Bearer ")).isFalse();
    assertThat(token.admits("Bearer secret")).isFalse();
    Files.writeString(file, "secret\n");
    assertThat(token.admits("Bearer secret")).isTrue();
    assertThat(token.admits("bearer secret")).isTrue();
    for (String other : new String[] {"Bearer", "Bearer ", "Bearer secre", "Bearer secret2", "Basic secret", "secret", ""}) {
      assertThat(token.admits(other)).as(other).isFalse();
    }
    assertThat(token.admits(null)).isFalse();
    Files.writeString(file, "other");
    assertThat(token.admits("Bearer secret")).isFalse();
    assertThat(token.admits("Bearer other")).isTrue();
    Files.writeString(file, "");
    assertThat(token.admits("Bearer ")).isFalse();
  }
}
