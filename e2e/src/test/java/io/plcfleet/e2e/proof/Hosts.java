package io.plcfleet.e2e.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The only names that a monitor started with {@link #flag} knows: a file that it reads at each look-up. */
final class Hosts {
  private final Path file;
  private final Map<String, String> names = new TreeMap<>();

  Hosts(Path file) {
    this.file = file;
    write();
  }

  String flag() {
    return "-Djdk.net.hosts.file=" + file.toAbsolutePath();
  }

  synchronized void set(String name, String address) {
    names.put(name, address);
    write();
  }

  synchronized void forget(String name) {
    names.remove(name);
    write();
  }

  private void write() {
    StringBuilder lines = new StringBuilder();
    names.forEach((name, address) -> lines.append(address).append(' ').append(name).append('\n'));
    try {
      Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
