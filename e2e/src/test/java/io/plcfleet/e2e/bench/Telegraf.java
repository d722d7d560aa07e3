package io.plcfleet.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Telegraf with one input for each PLC and an output that throws away. */
final class Telegraf {
  private static final String HEAD = """
      [agent]
      interval = "1s"
      flush_interval = "10s"
      metric_buffer_limit = 100000
      omit_hostname = true
      quiet = true
      [[outputs.discard]]
      """;
  private Telegraf() {}

  static Program start(Path folder, int firstPort, int connections, Schedule schedule) throws IOException {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 10; i++) fields.append(i == 0 ? "" : ", ").append("{address=").append(i).append(", name=\"r").append(i).append("\", type=\"UINT16\"}");
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < connections; i++) {
      text.append(input(i, firstPort + i, schedule.offset(i, connections) / 1_000_000, fields));
    }
    Path config = Files.writeString(folder.resolve("telegraf.conf"), text);
    return Program.silent(List.of(binary().toString(), "--config", config.toString()));
  }

  /** Of each the ten INT of DB1 from byte 20 on, spread over the second. */
  static Program s7(Path folder, List<Integer> ports) throws IOException {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 10; i++) fields.append(i == 0 ? "" : ", ").append("{name=\"r").append(i).append("\", address=\"DB1.I").append(20 + 2 * i).append("\"}");
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < ports.size(); i++) {
      text.append("""
          [[inputs.s7comm]]
          server = "127.0.0.1:%d"
          rack = 0
          slot = 1
          connection_type = "PD"
          timeout = "800ms"
          collection_offset = "%dms"
          [[inputs.s7comm.metric]]
          name = "plc%d"
          fields = [%s]
          """.formatted(ports.get(i), Schedule.SPREAD.offset(i, ports.size()) / 1_000_000, i, fields));
    }
    return Program.silent(List.of(binary().toString(), "--config", Files.writeString(folder.resolve("telegraf-s7.conf"), text).toString()));
  }

  private static String input(int number, int port, long offsetMillis, CharSequence fields) {
    return """
        [[inputs.modbus]]
        name = "plc%d"
        controller = "tcp://127.0.0.1:%d"
        timeout = "800ms"
        collection_offset = "%dms"
        configuration_type = "request"
        [[inputs.modbus.request]]
        slave_id = 1
        byte_order = "ABCD"
        register = "holding"
        fields = [%s]
        """.formatted(number, port, offsetMillis, fields);
  }

  static Path binary() {
    String home = System.getenv("TESTBED_HOME");
    return (home == null ? Path.of(System.getProperty("user.home"), ".cache", "plcfleet-testbed") : Path.of(home)).resolve(Path.of("bin", "telegraf"));
  }
}
