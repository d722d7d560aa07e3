import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out what an image holds below our own classes: a Java runtime of the named modules and the libraries of the C
 * runtime that it loads. Nothing else is in the image: no shell, no package manager, no distribution.
 *
 * <p>Run by Maven as {@code java image/RootFilesystem.java OUT MODULES}; the JDK that runs it is the one whose runtime
 * goes into the image. Does nothing when OUT already holds what would be written.
 */
public final class RootFilesystem {
  private static final List<String> JLINK = List.of(
      "--strip-debug", "--no-header-files", "--no-man-pages",
      // Measured: against plain modules the same start, 12 MB less memory, 14 MB less disk and 3 MB more to download.
      "--compress", "zip-6");

  /** Looked up by name at run time when a host name is resolved, so no library names them as needed. */
  private static final List<String> NAME_SERVICE = List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

  private final Path root;
  private final Path java;
  private final String modules;

  private RootFilesystem(Path root, String modules) {
    this.root = root;
    this.java = root.resolve("opt/java");
    this.modules = modules;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: java RootFilesystem.java OUT MODULES");
    }
    new RootFilesystem(Path.of(args[0]).toAbsolutePath(), args[1]).write();
  }

  private void write() throws IOException {
    var stamp = root.resolveSibling(root.getFileName() + ".stamp");
    var wanted = String.join("\n", Runtime.version().toString(), System.getProperty("os.arch"), modules, JLINK.toString());
    if (Files.exists(stamp) && Files.exists(sbom()) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    Files.deleteIfExists(stamp);
    deleteTree(root);
    Files.createDirectories(java.getParent());
    linkRuntime();
    writeSbom(copyLibraries());
    writeAccounts();
    Files.writeString(stamp, wanted);
  }

  private void linkRuntime() {
    var jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    var arguments = Stream.concat(Stream.of("--add-modules", modules, "--output", java.toString()), JLINK.stream());
    if (jlink.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("jlink failed for modules " + modules);
    }
  }

  /** Every library is put where the loader of this machine found it, since the loader in the image looks there too. */
  private SortedSet<Path> copyLibraries() throws IOException {
    var libraries = new TreeSet<Path>();
    try (var files = Files.walk(java)) {
      for (var binary : files.filter(RootFilesystem::isBinary).toList()) {
        libraries.addAll(neededBy(binary));
      }
    }
    var libc = libraries.stream().filter(path -> path.endsWith("libc.so.6")).findFirst()
        .orElseThrow(() -> new IllegalStateException("this machine's Java does not run on glibc; images are built on glibc"));
    NAME_SERVICE.stream().map(libc::resolveSibling).filter(Files::exists).forEach(libraries::add);
    for (var library : libraries) {
      var target = root.resolve(library.toString().substring(1));
      Files.createDirectories(target.getParent());
      Files.copy(library.toRealPath(), target);
    }
    return libraries;
  }

  /** What was taken from the machine, as a CycloneDX file beside the root. */
  private void writeSbom(SortedSet<Path> libraries) throws IOException {
    var components = new ArrayList<String>();
    components.add(component("platform", "Java runtime", Runtime.version().toString(), "GPL-2.0-with-classpath-exception", ""));
    for (var library : libraries) components.add(component("file", library.toString(), glibcVersion(), "LGPL-2.1-or-later", sha256(library)));
    Files.writeString(sbom(), """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
         "metadata": {"component": {"type": "container", "name": "image-root"}},
         "components": [
          %s]}
        """.formatted(String.join(",\n  ", components)));
  }

  private Path sbom() {
    return root.resolveSibling(root.getFileName() + ".sbom.json");
  }

  private static String component(String type, String name, String version, String licence, String sha256) {
    var hashes = sha256.isEmpty() ? "" : ", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + sha256 + "\"}]";
    return "{\"type\": \"" + type + "\", \"name\": \"" + name + "\", \"version\": \"" + version
        + "\", \"licenses\": [{\"license\": {\"id\": \"" + licence + "\"}}]" + hashes + "}";
  }

  /** As in "glibc 2.41". */
  private static String glibcVersion() throws IOException {
    var getconf = new ProcessBuilder("getconf", "GNU_LIBC_VERSION").start();
    try (var lines = getconf.inputReader()) {
      return lines.readLine().substring("glibc ".length());
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);  // every Java has it
    }
  }

  private static boolean isBinary(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".so") || name.equals("jspawnhelper") || file.getParent().endsWith("bin") && name.equals("java");
  }

  /** The absolute paths in the output of ldd that lie outside the runtime itself. */
  private List<Path> neededBy(Path binary) throws IOException {
    var ldd = new ProcessBuilder("ldd", binary.toString()).redirectErrorStream(true).start();
    try (var lines = ldd.inputReader()) {
      return lines.lines()
          .flatMap(line -> Stream.of(line.trim().split("\\s+")))
          .filter(word -> word.startsWith("/") && !word.endsWith(":"))
          .map(Path::of)
          .filter(path -> !path.normalize().startsWith(java))
          .toList();
    }
  }

  /** What the C runtime reads to answer who the process is and where host names come from. */
  private void writeAccounts() throws IOException {
    var etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nnonroot:x:65532:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    Files.createDirectories(root.resolve("tmp"));
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
