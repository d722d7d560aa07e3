package io.plcfleet.simulator;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A bare Modbus TCP client that shows what the socket shows: which exception, after how long. */
final class ModbusSocket implements AutoCloseable {
  /** What one request came to. */
  record Answer(int transaction, ByteBuffer pdu, Duration took) {
    short firstRegister() {
      return pdu.getShort(2);
    }
  }

  private static final int CONNECT_MILLIS = 2000;

  private final Socket socket = new Socket();
  private int transaction;

  ModbusSocket(InetSocketAddress address) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(address, CONNECT_MILLIS);
  }

  /** Asks unit 1 for holding register 1. */
  int send() throws IOException {
    socket.getOutputStream().write(ByteBuffer.allocate(12)
        .putShort((short) ++transaction).putShort((short) 0).putShort((short) 6)
        .put((byte) 1).put((byte) 3).putShort((short) 0).putShort((short) 1).array());
    return transaction;
  }

  Answer receive(Duration timeout) throws IOException {
    return receive(timeout, System.nanoTime());
  }

  private Answer receive(Duration timeout, long start) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    var in = new DataInputStream(socket.getInputStream());
    int answered = in.readUnsignedShort();
    in.skipNBytes(2);
    int length = in.readUnsignedShort();
    byte[] pdu = in.readNBytes(length);
    if (pdu.length < length) {
      throw new EOFException();
    }
    return new Answer(answered, ByteBuffer.wrap(pdu, 1, length - 1).slice(), Duration.ofNanos(System.nanoTime() - start));
  }

  Answer read(Duration timeout) throws IOException {
    long start = System.nanoTime();
    send();
    return receive(timeout, start);
  }

  /** The next bytes, whatever they are. */
  byte[] receiveBytes(int count, Duration timeout) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    return socket.getInputStream().readNBytes(count);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
