package io.plcfleet.monitor.export;

import java.io.IOException;
import java.io.OutputStream;

/** What an answer says. Its {@link #close} gives back what it lives in. */
interface Body extends AutoCloseable {
  /** In bytes; 0 where nobody knows before it is written. */
  int length();

  void writeTo(OutputStream out) throws IOException;

  @Override
  default void close() {}

  /** Bytes of its own. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public int length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
