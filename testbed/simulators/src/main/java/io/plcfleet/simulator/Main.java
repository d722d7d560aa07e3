package io.plcfleet.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a plant until it is ended; {@code testbed/plcs} is the command for it. */
public final class Main {
  private static final String USAGE = "usage: Main [--listen ADDRESS] [--control PORT] [--plant FILE]";

  private Main() {}

  public static void main(String[] args) throws Exception {
    String listen = "127.0.0.1";
    int control = 0;
    List<Device> devices = Plant.demo();
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--listen" -> listen = args[i + 1];
        case "--control" -> control = Integer.parseInt(args[i + 1]);
        case "--plant" -> devices = read(Path.of(args[i + 1]));
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    try (var plant = Plant.start(listen, devices); var door = new Control(plant, control)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(plant::close));
      System.out.println("control " + door.url());
      new CountDownLatch(1).await();
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println("the plant cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  private static List<Device> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Plant.read(in);
    }
  }
}
