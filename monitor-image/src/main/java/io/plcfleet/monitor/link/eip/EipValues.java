package io.plcfleet.monitor.link.eip;

import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values as a Logix controller sends them: the type first, CIP volume 1, appendix C. */
final class EipValues {
  static final int DINT = 0xC4;
  private static final int STRUCTURE = 0x02A0;
  /** Logix' own STRING: a length of four bytes, then 82 characters. */
  private static final int STRING = 0x0FCE;

  private EipValues() {}

  static void take(Block<byte[]> block, Cip.Reply several, Reading[] readings) throws Malformed {
    int count = block.tags().size();
    for (int i = 0; i < count; i++) {
      Cip.Reply reply = Cip.part(several, i, count);
      if (reply.service() != Cip.READ) throw new Malformed("an answer to another service");
      TagStatus status = Cip.status(reply);
      readings[block.first() + i] = status == TagStatus.Ok ? reading(reply.data()) : Reading.refused(ofPart(status));
    }
  }

  /** The controller has answered: what lies behind it for one tag is out of its reach, not the controller out of ours. */
  private static TagStatus ofPart(TagStatus status) {
    return status == TagStatus.TargetUnreachable ? TagStatus.DeviceFailure : status;
  }

  private static Reading reading(ByteBuffer data) throws Malformed {
    if (data.remaining() < 2) throw new Malformed("a value without a type");
    int type = data.getShort() & 0xFFFF;
    if (type != STRUCTURE && size(type) > data.remaining()) throw new Malformed("a value that is too short for its type");
    TagValue value = type == STRUCTURE ? text(data) : value(type, data);
    return value == null ? Reading.refused(TagStatus.NotDecodable) : Reading.of(value);
  }

  /** Bytes of a type; 0 for those that are not decoded. */
  private static int size(int type) {
    return switch (type) {
      case 0xC1, 0xC2, 0xC6, 0xD1 -> 1;
      case 0xC3, 0xC7, 0xD2 -> 2;
      case DINT, 0xC8, 0xCA, 0xD3 -> 4;
      case 0xC5, 0xC9, 0xCB, 0xD4 -> 8;
      default -> 0;
    };
  }

  private static @Nullable TagValue value(int type, ByteBuffer data) {
    return switch (type) {
      case 0xC1 -> new TagValue.Bit(data.get() != 0);
      case 0xC2 -> whole(data.get());
      case 0xC3 -> whole(data.getShort());
      case DINT -> whole(data.getInt());
      case 0xC5 -> whole(data.getLong());
      case 0xC6, 0xD1 -> whole(data.get() & 0xFF);
      case 0xC7, 0xD2 -> whole(data.getShort() & 0xFFFF);
      case 0xC8, 0xD3 -> whole(data.getInt() & 0xFFFF_FFFFL);
      case 0xC9, 0xD4 -> unsigned(data.getLong());
      case 0xCA -> new TagValue.Numeric((double) data.getFloat());
      case 0xCB -> new TagValue.Numeric(data.getDouble());
      default -> null;
    };
  }

  private static TagValue whole(long number) {
    return new TagValue.Numeric(number);
  }

  private static TagValue unsigned(long bits) {
    return new TagValue.Numeric(bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits)));
  }

  /** Null for a structure that is no text: its members are tags of their own. */
  private static @Nullable TagValue text(ByteBuffer data) throws Malformed {
    if (data.remaining() < 2 || (data.getShort() & 0xFFFF) != STRING) return null;
    int length = data.remaining() < 4 ? -1 : data.getInt();
    if (length < 0 || length > data.remaining()) throw new Malformed("a text that is shorter than it says");
    byte[] characters = new byte[length];
    data.get(characters);
    return new TagValue.Text(new String(characters, StandardCharsets.ISO_8859_1));
  }
}
