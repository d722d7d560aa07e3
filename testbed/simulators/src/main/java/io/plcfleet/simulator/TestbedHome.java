package io.plcfleet.simulator;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder into which {@code testbed/build} puts what it builds. What is missing is named together with the command that builds it. */
public record TestbedHome(Path folder) {

  /** {@code $TESTBED_HOME}, or its default. */
  public static TestbedHome ofThisMachine() {
    String named = System.getenv("TESTBED_HOME");
    return new TestbedHome(named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "plcfleet-testbed")
        : Path.of(named));
  }

  Path faultProxy() {
    return existing(folder.resolve("bin/faultproxy"));
  }

  Path nodeModules() {
    Path modules = folder.resolve("simulators/node_modules");
    existing(modules.resolve("node-snap7/build/Release/node_snap7.node"));
    return modules;
  }

  /** The Python that the servers' packages are installed for. */
  Path python() {
    return existing(folder.resolve("simulators/python/bin/python"));
  }

  private static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing; build it with: testbed/build faultproxy simulators");
    }
    return file;
  }
}
