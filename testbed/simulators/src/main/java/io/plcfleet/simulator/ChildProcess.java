package io.plcfleet.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that we started and that must not outlive us. It ends when its standard input does, which the kernel closes even when this JVM is
 * killed; a shutdown hook and {@link #close} end it sooner.
 */
final class ChildProcess implements AutoCloseable {
  private static final String ENDED = "\0";
  private static final int ANSWER_SECONDS = 60;
  private static final int END_SECONDS = 3;

  private final String name;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread hook;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = process.outputWriter();
    this.hook = Thread.ofPlatform().name("end-" + name).unstarted(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
    // A thread of its own: it blocks in the system's code, where virtual ones would take the carriers of all others.
    Thread.ofPlatform().daemon().name(name + "-output").start(this::readLines);
  }

  /** Starts a program; its error output goes to ours. */
  static ChildProcess start(String name, List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** A program of ours, handed over as text: it then always fits our classes, however old the installed modules are. */
  static String script(String file) {
    try (var in = ChildProcess.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** The next line of its output. */
  String answer() {
    try {
      String line = lines.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException(name + " does not answer");
      }
      if (line.equals(ENDED)) {
        lines.add(ENDED); // it stays ended for whoever asks next
        throw new IllegalStateException(name + " has ended; its error output says why");
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  synchronized String ask(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " takes no commands any more", e);
    }
    return answer();
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      // The pipe is gone because the process is: what we want.
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already ending, and the process has ended.
    }
  }

  private void readLines() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The same as the end of the output.
    }
    lines.add(ENDED);
  }
}
