package io.plcfleet.e2e.bench;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** {@code DigitalpetriClient SCHEDULE PORT...}: digitalpetri's client, as its defaults are. */
final class DigitalpetriClient {
  private DigitalpetriClient() {}

  public static void main(String[] arguments) throws Exception {
    int[] ports = Ports.of(arguments, 1);
    Schedule schedule = Schedule.of(arguments[0]);
    Latencies latencies = new Latencies();
    var clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < ports.length; i++) {
      int port = ports[i];
      var client = ModbusTcpClient.create(NettyTcpClientTransport.create(config -> config.setHostname("127.0.0.1").setPort(port)));
      client.connect();
      var _ = clock.scheduleAtFixedRate(() -> {
        long asked = System.nanoTime();
        var _ = client.readHoldingRegistersAsync(1, new ReadHoldingRegistersRequest(0, 10)).whenComplete((_, failure) -> {
          if (failure == null) latencies.add(System.nanoTime() - asked);
        });
      }, schedule.offset(i, ports.length), Schedule.INTERVAL, TimeUnit.NANOSECONDS);
    }
    latencies.serve();
  }
}
