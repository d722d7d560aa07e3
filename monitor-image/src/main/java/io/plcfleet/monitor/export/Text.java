package io.plcfleet.monitor.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and are used again. Appending allocates nothing once it is large enough, but for rare numbers and characters. */
final class Text {
  private static final int DECIMALS = 9;
  private static final long ONE = 1_000_000_000;
  /** From here on a double does not have nine decimals by far. */
  private static final double LARGE = 1e9;
  private static final double LARGEST_WHOLE = 1e15;
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes;
  private int length;

  Text(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void writeTo(OutputStream out, int chunk) throws IOException {
    for (int from = 0; from < length; from += chunk) out.write(bytes, from, Math.min(chunk, length - from));
  }

  Text add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  Text add(Text more) {
    room(more.length);
    System.arraycopy(more.bytes, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  Text add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Any characters, as UTF-8. */
  Text add(String text) {
    room(text.length());
    int begin = length;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length = begin;
        return add(text.getBytes(StandardCharsets.UTF_8));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** A label's value, escaped. */
  Text label(String value) {
    boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return add(plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
  }

  /** A number to nine decimals: to the nanosecond, where it is seconds. */
  Text number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) return number((long) value);
    if (Double.isInfinite(value)) return add(value > 0 ? "+Inf" : "-Inf");
    if (!(Math.abs(value) < LARGE)) return add(Double.toString(value));  // NaN too
    if (value < 0) add('-');
    double size = Math.abs(value);
    long whole = (long) size;
    long fraction = Math.round((size - whole) * ONE);  // apart from the whole, so that large numbers keep theirs
    number(fraction == ONE ? whole + 1 : whole);
    fraction %= ONE;
    if (fraction == 0) return this;
    room(DECIMALS + 1);
    bytes[length++] = '.';
    for (long digit = ONE / 10; fraction > 0; digit /= 10) {
      bytes[length++] = (byte) ('0' + fraction / digit);
      fraction %= digit;
    }
    return this;
  }

  Text number(long value) {
    room(LONGEST_NUMBER);
    if (value < 0) bytes[length++] = '-';
    int end = length + digits(value);
    long rest = value;
    for (int i = end; i-- > length; rest /= 10) bytes[i] = (byte) ('0' + Math.abs(rest % 10));
    length = end;
    return this;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) digits++;
    return digits;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void room(int more) {
    if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
  }
}
