package io.plcfleet.monitor.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stands before a server and hands on what either side says in pieces of one to three bytes. */
final class Trickle implements AutoCloseable {
  private static final long GAP = TimeUnit.MICROSECONDS.toNanos(100);

  private final ServerSocket listener;
  private final InetSocketAddress server;

  Trickle(InetSocketAddress server) throws IOException {
    this.server = server;
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket behind = new Socket(server.getAddress(), server.getPort());
        Thread.startVirtualThread(() -> pass(client, behind));
        Thread.startVirtualThread(() -> pass(behind, client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static void pass(Socket from, Socket to) {
    Random random = new Random(1);
    try (from; to) {
      to.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[3];
      while (true) {
        int count = in.read(piece, 0, 1 + random.nextInt(piece.length));
        if (count < 0) return;
        out.write(piece, 0, count);
        LockSupport.parkNanos(GAP);
      }
    } catch (IOException e) {
      // one side has gone
    }
  }
}
