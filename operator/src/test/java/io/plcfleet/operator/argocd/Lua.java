package io.plcfleet.operator.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script as Argo CD does: its interpreter, its libraries, its one second. */
final class Lua {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 20;

  private Lua() {}

  /** The object as the script returns it. Lua does not tell an empty list from an empty object: as in Argo CD the original says which it was. */
  static JsonNode change(Path script, HasMetadata object) {
    return restored(run(script, object), Serialization.jsonMapper().valueToTree(object));
  }

  private static JsonNode restored(JsonNode returned, JsonNode original) {
    if (returned.isObject() && returned.isEmpty() && original.isArray()) return original;
    if (returned instanceof ObjectNode fields) {
      for (String name : fields.properties().stream().map(Map.Entry::getKey).toList()) fields.set(name, restored(fields.get(name), original.path(name)));
    }
    if (returned instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) items.set(i, restored(items.get(i), original.path(i)));
    }
    return returned;
  }

  /** What the script returns for the object. */
  static JsonNode run(Path script, HasMetadata object) {
    Path program = ApiServer.testbed().resolve("bin").resolve("lua");
    if (!Files.isExecutable(program)) throw new IllegalStateException("no " + program + ": build it by\n  testbed/build lua");
    try {
      Process process = new ProcessBuilder(program.toString(), script.toString()).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(Serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) process.destroyForcibly();
      if (!ended || process.exitValue() != 0) throw new AssertionError(script + ": " + err);
      return JSON.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
