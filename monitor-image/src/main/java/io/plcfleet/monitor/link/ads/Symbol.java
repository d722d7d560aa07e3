package io.plcfleet.monitor.link.ads;

import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A variable as a TwinCAT controller describes it; numbers of types from Beckhoff Information System, "ADSDATATYPEID". Enumerations, times and
 * ranges are of the type that they are made of.
 *
 * @param bytes of its value
 * @param type 0 for bits that are packed, which are not decoded
 */
record Symbol(int bytes, int type) {
  /** What the answer to a question for it holds before its name. */
  private static final int HEAD = 30;
  private static final int PACKED = 2;
  private static final int TEXT = 30;
  private static final int WIDE_TEXT = 31;
  private static final int BIT = 33;

  static Symbol of(ByteBuffer info) throws Malformed {
    if (info.remaining() < HEAD) throw new Malformed("a symbol that is too short");
    int type = info.getInt(16);
    int size = info.getInt(12);
    if (type == BIT) size = Math.max(1, size);  // a single bit may have none
    boolean packed = (info.getInt(20) & PACKED) != 0 && size != 1;
    return new Symbol(size, packed ? 0 : type);
  }

  /** @param most bytes that fit into an answer */
  TagStatus readable(int most) {
    int element = element();
    if (element == 0 || bytes < element || bytes % element != 0) return TagStatus.NotDecodable;
    return bytes > most ? TagStatus.TooLong : TagStatus.Ok;
  }

  /** @param data as many bytes as it has, little endian */
  Reading read(ByteBuffer data) {
    if (type == TEXT) return text(data, 1, StandardCharsets.ISO_8859_1);
    if (type == WIDE_TEXT) return text(data, 2, StandardCharsets.UTF_16LE);
    int count = bytes / element();
    if (count == 1) return Reading.of(value(data));
    List<TagValue> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) values.add(value(data));
    return Reading.of(new TagValue.Many(values));
  }

  /** Bytes of one value, of one character; 0 for what is not decoded. */
  private int element() {
    return switch (type) {
      case 16, 17, TEXT, BIT -> 1;
      case 2, 18, WIDE_TEXT -> 2;
      case 3, 19, 4 -> 4;
      case 20, 21, 5 -> 8;
      default -> 0;
    };
  }

  private TagValue value(ByteBuffer data) {
    return switch (type) {
      case BIT -> new TagValue.Bit(data.get() != 0);
      case 16 -> whole(data.get());
      case 17 -> whole(data.get() & 0xFF);
      case 2 -> whole(data.getShort());
      case 18 -> whole(data.getShort() & 0xFFFF);
      case 3 -> whole(data.getInt());
      case 19 -> whole(data.getInt() & 0xFFFF_FFFFL);
      case 20 -> whole(data.getLong());
      case 21 -> unsigned(data.getLong());
      case 4 -> new TagValue.Numeric((double) data.getFloat());
      case 5 -> new TagValue.Numeric(data.getDouble());
      default -> throw new IllegalStateException("type " + type + " has no value");
    };
  }

  private static TagValue whole(long number) {
    return new TagValue.Numeric(number);
  }

  private static TagValue unsigned(long bits) {
    return new TagValue.Numeric(bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits)));
  }

  /** Up to the zero that ends it. */
  private static Reading text(ByteBuffer data, int width, Charset charset) {
    int end = 0;
    while (end < data.limit() && (data.get(end) != 0 || data.get(end + width - 1) != 0)) end += width;
    byte[] characters = new byte[end];
    data.get(0, characters);
    return Reading.of(new TagValue.Text(new String(characters, charset)));
  }

  /** An INT, for a rehearsal. */
  static ByteBuffer example() {
    return ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN).putInt(12, 2).putInt(16, 2);
  }
}
