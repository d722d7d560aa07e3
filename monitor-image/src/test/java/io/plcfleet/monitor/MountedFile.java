package io.plcfleet.monitor;

import io.plcfleet.contract.MonitorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder as the kubelet mounts a ConfigMap: {@code monitor.json -> ..data/monitor.json}, {@code ..data -> ..<version>}, exchanged by one rename. */
public final class MountedFile {
  private final Path folder;
  private int version;

  public MountedFile(Path folder) {
    this.folder = folder;
  }

  public Path path() {
    return folder.resolve(MonitorConfig.FILE);
  }

  public void write(String text) throws IOException {
    Path before = folder.resolve("..v" + version);
    Path now = folder.resolve("..v" + ++version);
    Files.createDirectory(now);
    Files.writeString(now.resolve(MonitorConfig.FILE), text);
    Path fresh = folder.resolve("..data_tmp");
    Files.createSymbolicLink(fresh, now.getFileName());
    Files.move(fresh, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (!Files.isSymbolicLink(path())) Files.createSymbolicLink(path(), Path.of("..data", MonitorConfig.FILE));
    if (Files.exists(before)) {
      Files.delete(before.resolve(MonitorConfig.FILE));
      Files.delete(before);
    }
  }
}
