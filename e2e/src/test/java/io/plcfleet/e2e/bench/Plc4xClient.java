package io.plcfleet.e2e.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.modbus.tcp.ModbusTcpDriver;

/** {@code Plc4xClient SCHEDULE PORT...}: PLC4X's own driver, as its defaults are. It keeps six threads for each connection. */
final class Plc4xClient {
  private Plc4xClient() {}

  public static void main(String[] arguments) throws Exception {
    int[] ports = Ports.of(arguments, 1);
    Schedule schedule = Schedule.of(arguments[0]);
    Latencies latencies = new Latencies();
    ModbusTcpDriver driver = new ModbusTcpDriver();
    var clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < ports.length; i++) {
      PlcConnection connection = driver.getConnection("modbus-tcp://127.0.0.1:" + ports[i] + "?request-timeout=1000");
      connection.connect();
      var request = connection.readRequestBuilder().addTagAddress("ten", "holding-register:1:UINT[10]").build();
      var _ = clock.scheduleAtFixedRate(() -> {
        long asked = System.nanoTime();
        var _ = request.execute().whenComplete((_, failure) -> {
          if (failure == null) latencies.add(System.nanoTime() - asked);
        });
      }, schedule.offset(i, ports.length), Schedule.INTERVAL, TimeUnit.NANOSECONDS);
    }
    latencies.serve();
  }
}
