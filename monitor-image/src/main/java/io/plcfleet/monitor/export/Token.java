package io.plcfleet.monitor.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token in a mounted file, and beside it those that are let in as well while it is exchanged: the next one, and the previous
 * one. Read for each request, so that an exchanged one holds at once. They appear nowhere else.
 */
public final class Token {
  private static final String SCHEME = "Bearer ";

  private final List<Path> files;

  public Token(Path file) {
    files = List.of(file, file.resolveSibling("next"), file.resolveSibling("previous"));
  }

  /** @param authorization the request's header. No file, or an empty one: nobody is let in. */
  boolean admits(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return false;
    byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    boolean admitted = false;
    for (Path file : files) {
      byte[] wanted = read(file);
      // Takes the same time wherever the two differ.
      admitted |= wanted.length > 0 && MessageDigest.isEqual(wanted, given);
    }
    return admitted;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
