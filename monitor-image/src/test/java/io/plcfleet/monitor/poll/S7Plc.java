package io.plcfleet.monitor.poll;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An S7-compatible device on the loopback that knows reads of one byte, and says nothing to any list of system status. */
final class S7Plc implements Closeable {
  private static final HexFormat HEX = HexFormat.of();
  private static final String CONFIRM = "0300001611d00001000100c0010ac1020100c2020101";
  private static final String SETUP = "0300001b02f080320300000001000800000000f0000001000100f0";

  /** What it does with a read. */
  enum Reads { Answered, Unanswered }

  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Reads reads;
  final AtomicInteger connections = new AtomicInteger();
  /** Reads that came, and questions. */
  final Semaphore asked = new Semaphore(0);
  final AtomicInteger questions = new AtomicInteger();

  S7Plc(Reads reads) throws IOException {
    this.reads = reads;
    Thread.startVirtualThread(this::accept);
  }

  String host() {
    return server.getInetAddress().getHostAddress();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The second connection is closed at once, a third is never greeted. */
  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        int connection = connections.incrementAndGet();
        if (connection == 1) Thread.startVirtualThread(() -> serve(socket));
        else if (connection == 2) socket.close();
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; ; i++) {
        byte[] head = new byte[4];
        in.readFully(head);
        String request = HEX.formatHex(in.readNBytes((head[3] & 0xFF) - head.length));
        String answer = i == 0 ? CONFIRM : i == 1 ? SETUP : take(request);
        socket.getOutputStream().write(HEX.parseHex(answer));
      }
    } catch (IOException e) {
      // the monitor has gone
    }
  }

  /** Byte 2 of S7 says what it is: a request that counts as a job, or one for a list. */
  private String take(String request) {
    if (!request.startsWith("3201", 6)) {
      questions.incrementAndGet();
      return "";
    }
    asked.release();
    return reads == Reads.Unanswered ? "" : "0300001a02f080" + "32030000" + request.substring(14, 18) + "00020005" + "0000" + "0401" + "ff040008" + "07";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
