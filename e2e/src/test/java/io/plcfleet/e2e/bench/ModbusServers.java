package io.plcfleet.e2e.bench;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code ModbusServers FIRST_PORT COUNT}: Modbus devices by digitalpetri, one on each port of the loopback address. For each line on standard
 * input it prints how many reads it has answered since it started: the same count for every client.
 */
final class ModbusServers {
  private ModbusServers() {}

  private static final class Registers implements ModbusServices {
    private final LongAdder answered;

    Registers(LongAdder answered) {
      this.answered = answered;
    }

    @Override
    public ReadHoldingRegistersResponse readHoldingRegisters(ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request) {
      answered.increment();
      return new ReadHoldingRegistersResponse(new byte[2 * request.quantity()]);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int first = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    LongAdder answered = new LongAdder();
    var loop = new NioEventLoopGroup(1, Thread.ofPlatform().daemon().factory());
    var requests = Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < count; i++) {
      int port = first + i;
      var transport = NettyTcpServerTransport.create(config -> config.setBindAddress("127.0.0.1").setPort(port).setEventLoopGroup(loop).setExecutor(requests));
      ModbusTcpServer.create(transport, new Registers(answered)).start();
    }
    System.out.println("ready");
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (lines.readLine() != null) System.out.println(answered.sum());
    }
  }
}
