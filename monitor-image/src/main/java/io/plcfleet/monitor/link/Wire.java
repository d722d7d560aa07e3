package io.plcfleet.monitor.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** The socket of one connection, known to a selector. What the system does not take at once is sent as soon as it does. */
final class Wire {
  private static final byte[] NOTHING = {};

  private final TcpLink owner;
  private final SocketChannel channel;
  private SelectionKey key;
  private byte[] unsent = NOTHING;

  private Wire(TcpLink owner, SocketChannel channel, Selector selector) throws IOException {
    this.owner = owner;
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /** Parts from its selector, at rest. */
  void leave() {
    key.cancel();
  }

  /** What has arrived on the way is ready there at once. */
  void enter(Selector selector) {
    owner.guarded(() -> key = channel.register(selector, SelectionKey.OP_READ, this));
  }

  /** Begins to connect; {@link #finishConnect} tells when it is done, perhaps at once. */
  static Wire connect(TcpLink owner, InetSocketAddress address, KeepAlive keepAlive, Selector selector) throws IOException {
    SocketChannel channel = open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      keepAlive.set(channel);
      channel.connect(address);
      return new Wire(owner, channel, selector);
    } catch (ConnectException e) {  // refused: on the same host the answer is there at once
      channel.close();
      throw e;
    } catch (IOException e) {
      channel.close();
      throw new NotSent(e);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel open() throws NotSent {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw new NotSent(e);
    }
  }

  /** Something can be done on it. */
  void ready() {
    owner.ready(this);
  }

  /** The loop ends: the protocol's last words, where it has any, then the end of the connection. */
  void end() {
    owner.close();
  }

  boolean finishConnect() throws IOException {
    if (!channel.finishConnect()) return false;
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  void keepAlive(KeepAlive settings) throws IOException {
    settings.set(channel);
  }

  /** Bytes read, negative at the end. */
  int read(ByteBuffer in) throws IOException {
    return channel.read(in);
  }

  /** Sends what is left in out, after what has not been sent yet. */
  void write(ByteBuffer out) throws IOException {
    if (unsent.length == 0) channel.write(out);
    if (!out.hasRemaining()) return;
    int already = unsent.length;
    unsent = Arrays.copyOf(unsent, already + out.remaining());
    out.get(unsent, already, out.remaining());
    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  /** Sends what the system takes at once. */
  void writeLast(ByteBuffer out) {
    try {
      if (unsent.length == 0) channel.write(out);
    } catch (IOException e) {
      // then the other side has gone before us
    }
  }

  boolean hasUnsent() {
    return unsent.length > 0;
  }

  /** Sends on. True: now all has been sent. */
  boolean flush() throws IOException {
    int taken = channel.write(ByteBuffer.wrap(unsent));
    unsent = Arrays.copyOfRange(unsent, taken, unsent.length);
    if (unsent.length > 0) return false;
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is gone either way
    }
  }

  /** For tests: its options, its buffers. */
  SocketChannel channel() {
    return channel;
  }
}
