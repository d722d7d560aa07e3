package io.plcfleet.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A TCP proxy on loopback that can stop passing bytes on, while all connections stay open and new ones are taken: what a network does that swallows packets. */
final class StallingProxy implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stalled;

  /** @param server port on loopback */
  StallingProxy(int server) throws IOException {
    background(() -> {
      while (true) {
        Socket client = door.accept();
        Socket upstream = new Socket();
        sockets.addAll(List.of(client, upstream));
        upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        background(() -> pass(client, upstream));
        background(() -> pass(upstream, client));
      }
    });
  }

  int port() {
    return door.getLocalPort();
  }

  void stall() {
    stalled = true;
  }

  private void pass(Socket from, Socket to) throws IOException, InterruptedException {
    try (from; to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (stalled) closed.await();
        out.write(bytes, 0, n);
      }
      if (stalled) closed.await();
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void background(Work work) {
    Thread.ofVirtual().start(() -> {
      try {
        work.run();
      } catch (IOException | InterruptedException _) {
        // one end has closed
      }
    });
  }

  @Override
  public void close() throws IOException {
    door.close();
    closed.countDown();
    for (Socket socket : sockets) socket.close();
  }
}
