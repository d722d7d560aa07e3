package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code release/verify} says of a folder that was signed as {@code release/build} signs, and of one that somebody touched. */
class SignatureIT {
  private static final String SIGN = """
      for name in plcfleet other; do
        openssl ecparam -genkey -name prime256v1 -noout -out $name.key
        openssl ec -in $name.key -pubout -out $name.pub
      done
      mkdir release
      echo one >release/one.jar
      echo two >release/two.image.tar
      cd release
      sha256sum one.jar two.image.tar >SHA256SUMS
      openssl dgst -sha256 -sign ../plcfleet.key SHA256SUMS | base64 -w0 >SHA256SUMS.sig
      """;

  private record Said(int code, String text) {}

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  private Path folder;

  @BeforeEach
  void sign() throws Exception {
    assertThat(bash(SIGN).code).isZero();
  }

  @Test
  void whatWasSignedIsTaken() throws Exception {
    assertThat(verify("plcfleet.pub")).isEqualTo(new Said(0, "2 files are as they were signed\n"));
  }

  @Test
  void aChangedFileIsNamed() throws Exception {
    Files.writeString(folder.resolve("release/one.jar"), "another one\n");
    assertThat(verify("plcfleet.pub")).returns(1, Said::code).extracting(Said::text).asString().contains("one.jar: FAILED");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Files.delete(folder.resolve("release/two.image.tar"));
    assertThat(verify("plcfleet.pub")).returns(1, Said::code).extracting(Said::text).asString().contains("two.image.tar: FAILED open or read");
  }

  @Test
  void aFileTooManyIsNamed() throws Exception {
    Files.writeString(folder.resolve("release/.three"), "three\n");
    assertThat(verify("plcfleet.pub")).returns(1, Said::code).extracting(Said::text).asString().contains(".three is not in SHA256SUMS");
  }

  @Test
  void checksumsOfSomebodyElseAreRefused() throws Exception {
    assertThat(verify("other.pub")).returns(1, Said::code).extracting(Said::text).asString().contains("SHA256SUMS was not signed with the key");
  }

  private Said verify(String key) throws Exception {
    return bash("'" + TestCluster.root().resolve("release/verify") + "' release " + key);
  }

  private Said bash(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
