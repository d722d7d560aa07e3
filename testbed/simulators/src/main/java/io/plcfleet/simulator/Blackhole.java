package io.plcfleet.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address where nobody answers: a listener that accepts nobody and whose queue is full, so that the kernel drops further SYNs. */
public final class Blackhole implements AutoCloseable {
  /** The queue holds one more than asked for; the others wait in vain. */
  private static final int FILL = 4;

  private final ServerSocket listener = new ServerSocket();
  private final List<SocketChannel> fill = new ArrayList<>();

  /** @param at port 0 takes a free one */
  public Blackhole(InetSocketAddress at) throws IOException {
    listener.setReuseAddress(true);
    listener.bind(at, 1);
    for (int i = 0; i < FILL; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(address());
      fill.add(channel);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public void close() {
    try {
      for (SocketChannel channel : fill) {
        channel.close();
      }
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
