package io.plcfleet.monitor.config;

import io.plcfleet.contract.MonitorReport.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the mounted file on a thread of its own. A ConfigMap is mounted as a symbolic link into a folder that the kubelet exchanges as a
 * whole: what is looked at, five times a second, is which file the link leads to, by its key, size and time: one call of the system.
 */
public final class ConfigWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

  /** What tells one state of the file from another. */
  private record Seen(Object modified, long size, @Nullable Object key) {
    static Seen of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Seen(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private final Path path;
  private final InstantSource clock;
  private final Consumer<Assignments> onLoaded;
  private final Thread thread = Thread.ofPlatform().daemon().name("plc-config").unstarted(this::run);
  private @Nullable Seen seen;
  private volatile @Nullable Assignments loaded;
  private volatile @Nullable Rejected rejected;
  private volatile @Nullable Rejected unreadable;
  private volatile boolean closed;

  /** @param onLoaded called on the watching thread with each good file */
  public ConfigWatch(Path path, InstantSource clock, Consumer<Assignments> onLoaded) {
    this.path = path;
    this.clock = clock;
    this.onLoaded = onLoaded;
  }

  public void start() {
    thread.start();
  }

  /** The newest file, when it could not be used, or cannot be read at present. */
  public @Nullable Rejected rejected() {
    Rejected hidden = unreadable;
    return hidden != null ? hidden : rejected;
  }

  public boolean isLoaded() {
    return loaded != null;
  }

  private void run() {
    LOG.info("Waiting for the configuration in {}", path);
    while (!closed) {
      try {
        look();
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        LOG.error("A mistake of ours while the configuration was looked at", e);
        rejected = reject(rejected, "the monitor cannot use it, by a mistake of its own: " + e + "; what was loaded before stays in force, its log tells where");
      }
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Reads the file when it is another one than before. An absent file is waited for: what is loaded stays. */
  private void look() {
    try {
      if (Seen.of(path).equals(seen)) {
        unreadable = null;
        return;
      }
      Path resolved = path.toRealPath();  // the link may be exchanged between two looks, this file is not
      Seen now = Seen.of(resolved);
      byte[] text = Files.readAllBytes(resolved);
      seen = now;
      unreadable = null;
      take(text);
    } catch (NoSuchFileException e) {
      // not there yet, or just being exchanged
    } catch (IOException e) {
      unreadable = reject(unreadable, "cannot be read: " + e + "; check the mount and its permissions");
    }
  }

  private void take(byte[] text) {
    try {
      Assignments assignments = ConfigReader.read(text);
      onLoaded.accept(assignments);
      loaded = assignments;
      rejected = null;
      LOG.info("Loaded configuration {} with {} PLCs", assignments.serial(), assignments.plcs().size());
    } catch (BadConfig e) {
      rejected = reject(rejected, e.words());
    }
  }

  /** @param before stands on when it is for the same reason */
  private Rejected reject(@Nullable Rejected before, String words) {
    if (before != null && before.message().equals(words)) return before;
    LOG.warn("Refused {}: {}", path, words);
    return new Rejected(words, clock.instant().toString());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
