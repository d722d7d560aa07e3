package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an API server noted of each request of the pods: who asked for what, and whether it was allowed. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> LOOKS = Set.of("get", "list", "watch");
  private static final int CREATED = 201;
  private static final int FORBIDDEN = 403;

  /**
   * A request that was answered.
   *
   * @param resource as {@code group/resource} or {@code group/resource/subresource}; the group of the core is empty
   * @param object as {@code namespace/name}
   * @param pod whose token it was; empty where the server does not say
   */
  record Request(Instant at, String verb, String resource, String object, int code, String pod) {
    boolean writes() {
      return !LOOKS.contains(verb);
    }

    String namespace() {
      return object.substring(0, object.indexOf('/'));
    }

    String name() {
      return object.substring(object.indexOf('/') + 1);
    }

    /** A line for each right that was used: server-side apply of what is not there asks for two. */
    Stream<String> rights() {
      String right = verb + " " + resource;
      return verb.equals("patch") && code == CREATED ? Stream.of(right, "create " + resource) : Stream.of(right);
    }
  }

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** All of a service account so far, in the order in which they arrived. */
  List<Request> requests(String namespace, String account) {
    String user = "system:serviceaccount:" + namespace + ":" + account;
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains("\"" + user + "\"") && line.endsWith("}")).map(AuditLog::event)
          .filter(event -> event.at("/user/username").asText().equals(user) && !event.at("/objectRef/resource").isMissingNode())
          .map(AuditLog::request).sorted((a, b) -> a.at().compareTo(b.at())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> rights(List<Request> requests, Predicate<Request> which) {
    return requests.stream().filter(which).flatMap(Request::rights).collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean refused(Request request) {
    return request.code() == FORBIDDEN;
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.get("objectRef");
    String part = object.path("subresource").asText();
    return new Request(Instant.parse(event.get("requestReceivedTimestamp").asText()), event.get("verb").asText(),
        object.path("apiGroup").asText() + "/" + object.get("resource").asText() + (part.isEmpty() ? "" : "/" + part),
        object.path("namespace").asText() + "/" + object.path("name").asText(), event.at("/responseStatus/code").asInt(),
        event.path("user").path("extra").path("authentication.kubernetes.io/pod-name").path(0).asText());
  }
}
