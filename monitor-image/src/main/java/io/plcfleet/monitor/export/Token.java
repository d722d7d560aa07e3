package io.plcfleet.monitor.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bearer token in a mounted file. Read for each request, so that an exchanged one holds at once. It appears nowhere else. */
public final class Token {
  private static final String SCHEME = "Bearer ";

  private final Path file;

  public Token(Path file) {
    this.file = file;
  }

  /** @param authorization the request's header. No file, or an empty one: nobody is let in. */
  boolean admits(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return false;
    byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    byte[] wanted = read();
    // Takes the same time wherever the two differ.
    return wanted.length > 0 && MessageDigest.isEqual(wanted, given);
  }

  private byte[] read() {
    try {
      return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
