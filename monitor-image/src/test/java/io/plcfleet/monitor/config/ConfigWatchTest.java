package io.plcfleet.monitor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorReport.Rejected;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.MountedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  private final LinkedBlockingQueue<Assignments> loaded = new LinkedBlockingQueue<>();

  @Test
  void seesTheExchangeOfTheMountedFolderAndKeepsWhatIsGood(@TempDir Path folder) throws Exception {
    MountedFile file = new MountedFile(folder);
    try (ConfigWatch watch = new ConfigWatch(file.path(), Clock.systemUTC(), loaded::add)) {
      watch.start();
      assertThat(loaded.poll(300, TimeUnit.MILLISECONDS)).isNull();
      assertThat(watch.isLoaded()).isFalse();
      assertThat(watch.rejected()).isNull();
      file.write(new Fleet(1000, 800).json(1));
      assertThat(loaded.poll(500, TimeUnit.MILLISECONDS)).extracting(Assignments::serial).isEqualTo(1L);
      file.write("{\"serial\":");
      for (int i = 0; i < 50 && watch.rejected() == null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNotNull();
      assertThat(watch.isLoaded()).isTrue();
      file.write(new Fleet(1000, 800).json(2));
      assertThat(loaded.poll(500, TimeUnit.MILLISECONDS)).extracting(Assignments::serial).isEqualTo(2L);
      assertThat(loaded).isEmpty();
      for (int i = 0; i < 50 && watch.rejected() != null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNull();
    }
  }

  @Test
  void aFileThatMakesUsFailIsRefusedAndSaysSo(@TempDir Path folder) throws Exception {
    MountedFile file = new MountedFile(folder);
    file.write(new Fleet(1000, 800).json(1));
    try (ConfigWatch watch = new ConfigWatch(file.path(), Clock.systemUTC(), read -> {
      if (read.serial() == 1) throw new IllegalStateException("a mistake, thrown by a test");
      loaded.add(read);
    })) {
      watch.start();
      for (int i = 0; i < 100 && watch.rejected() == null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNotNull().extracting(Rejected::message).asString().contains("a mistake, thrown by a test");
      assertThat(watch.isLoaded()).isFalse();
      file.write(new Fleet(1000, 800).json(2));
      assertThat(loaded.poll(500, TimeUnit.MILLISECONDS)).extracting(Assignments::serial).isEqualTo(2L);
      for (int i = 0; i < 50 && watch.rejected() != null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNull();
    }
  }

  /** The mount was away, and is what it was before. */
  @Test
  void aFileThatCanBeReadAgainIsRefusedNoLonger(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("one.json"), new Fleet(1000, 800).json(1));
    Path link = folder.resolve("monitor.json");
    try (ConfigWatch watch = new ConfigWatch(link, Clock.systemUTC(), loaded::add)) {
      lead(link, file);
      watch.start();
      assertThat(loaded.poll(1, TimeUnit.SECONDS)).extracting(Assignments::serial).isEqualTo(1L);
      lead(link, link);
      for (int i = 0; i < 100 && watch.rejected() == null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNotNull().extracting(Rejected::message).asString().startsWith("cannot be read");
      lead(link, file);
      for (int i = 0; i < 100 && watch.rejected() != null; i++) Thread.sleep(10);
      assertThat(watch.rejected()).isNull();
      assertThat(loaded).as("and nothing is begun anew").isEmpty();
    }
  }

  private static void lead(Path link, Path target) throws IOException {
    Path fresh = Files.createSymbolicLink(link.resolveSibling("fresh"), target);
    Files.move(fresh, link, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void anOrdinaryFileThatIsOverwrittenIsSeenToo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("monitor.json");
    try (ConfigWatch watch = new ConfigWatch(file, Clock.systemUTC(), loaded::add)) {
      watch.start();
      for (long serial = 1; serial <= 3; serial++) {
        Path fresh = Files.writeString(folder.resolve("fresh"), new Fleet(1000, 800).json(serial));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(loaded.poll(500, TimeUnit.MILLISECONDS)).extracting(Assignments::serial).isEqualTo(serial);
      }
    }
  }
}
