package io.plcfleet.e2e.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that says "ready" and then answers lines; it ends when its standard input does. */
final class Program implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer lines;

  private Program(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    answers = process.inputReader();
    lines = process.outputWriter();
  }

  static Program of(List<String> command) throws IOException {
    Program program = new Program(command);
    String first = program.answers.readLine();
    if (!"ready".equals(first)) throw new IOException(command + " says " + first);
    return program;
  }

  /** One of ours, in a JVM with these flags. */
  static Program java(List<String> flags, Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) command.add(String.valueOf(argument));
    return of(command);
  }

  /** One that says nothing. */
  static Program silent(List<String> command) throws IOException {
    return new Program(command);
  }

  String ask(String line) throws IOException {
    tell(line);
    return String.valueOf(answers.readLine());
  }

  void tell(String line) throws IOException {
    lines.write(line + "\n");
    lines.flush();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
