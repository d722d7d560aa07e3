package io.plcfleet.e2e.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code BareLoop modbus|s7 SCHEDULE PORT...}, a port may be FIRST+COUNT: an event loop that asks and looks at nothing but the length of the
 * answers. What a monitor in Java has to pay at least.
 */
final class BareLoop {
  private static final HexFormat HEX = HexFormat.of();
  /** Ten holding registers of unit 1. */
  private static final byte[] MODBUS_READ = HEX.parseHex("00010000000601030000000a");
  private static final int MODBUS_ANSWER = 9 + 20;
  private static final byte[] S7_CONNECT = HEX.parseHex("0300001611e00000000100c0010ac1020100c2020301");
  private static final byte[] S7_SETUP = HEX.parseHex("0300001902f08032010000000000080000f0000001000101e0");
  /** Twenty bytes of DB1. */
  private static final byte[] S7_READ = HEX.parseHex("0300001f02f080320100000001000e00000401120a10020014000184000000");

  private final Latencies latencies = new Latencies();
  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
  private final ByteBuffer read;
  private final int answerLength;
  private final boolean s7;
  private final Connection[] connections;

  private static final class Connection {
    final SocketChannel channel;
    long asked;
    int got;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private BareLoop(boolean s7, int[] ports) throws IOException {
    this.s7 = s7;
    byte[] request = s7 ? S7_READ : MODBUS_READ;
    read = ByteBuffer.allocateDirect(request.length).put(request);
    connections = new Connection[ports.length];
    for (int i = 0; i < ports.length; i++) connections[i] = connect(ports[i]);
    answerLength = s7 ? 4 + 3 + 12 + 2 + 4 + 20 : MODBUS_ANSWER;
  }

  public static void main(String[] arguments) throws IOException {
    int[] ports = Ports.of(arguments, 2);
    BareLoop loop = new BareLoop(arguments[0].equals("s7"), ports);
    Schedule schedule = Schedule.of(arguments[1]);
    Thread.ofPlatform().daemon().name("bare-loop").start(() -> loop.run(schedule));
    loop.latencies.serve();
  }

  private Connection connect(int port) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (s7) {
      greet(channel, S7_CONNECT);
      greet(channel, S7_SETUP);
    }
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  private void greet(SocketChannel channel, byte[] request) throws IOException {
    channel.write(ByteBuffer.wrap(request));
    in.clear();
    while (in.position() < 4 || in.position() < in.getShort(2)) {
      if (channel.read(in) < 0) throw new IOException("closed while greeting");
    }
  }

  private void run(Schedule schedule) {
    try {
      Consumer<SelectionKey> ready = this::receive;
      long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
      for (long turn = 0; ; turn++) {
        int number = (int) (turn % connections.length);
        long due = start + turn / connections.length * Schedule.INTERVAL + schedule.offset(number, connections.length);
        for (long wait; (wait = due - System.nanoTime()) > 0; ) selector.select(ready, (wait + 999_999) / 1_000_000);
        ask(connections[number]);
      }
    } catch (IOException e) {
      System.err.println("the loop ends: " + e);
      System.exit(1);
    }
  }

  private void ask(Connection connection) throws IOException {
    read.rewind();
    connection.asked = System.nanoTime();
    connection.channel.write(read);
  }

  private void receive(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      in.clear();
      int count = connection.channel.read(in);
      if (count < 0) throw new IOException("closed");
      connection.got += count;
      if (connection.got < answerLength) return;
      connection.got = 0;
      latencies.add(System.nanoTime() - connection.asked);
    } catch (IOException e) {
      System.err.println("a connection ends: " + e);
      System.exit(1);
    }
  }
}
