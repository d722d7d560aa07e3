package io.plcfleet.monitor.link.modbus;

import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import io.plcfleet.monitor.link.plc4x.Values;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.modbus.readwrite.DataItem;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBuffer;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;

/**
 * Answers of a Modbus server. Frames: MODBUS Messaging on TCP/IP Implementation Guide V1.0b, 3.1; exception codes: MODBUS Application
 * Protocol V1.1b3, 7. Every length is held against the question: PLC4X looks at none of them.
 */
final class ModbusAnswer {
  private static final int MBAP_REST = 6;  // transaction 2, protocol 2, length 2
  private static final int HEADER = 9;  // and unit 1, function 1, byte count or exception code 1
  private static final int LONGEST_REST = 254;
  /** The data are well. */
  static final int NO_EXCEPTION = 0;

  private ModbusAnswer() {}

  /** Looks at the protocol number first, so that garbage is known at once and not after a timeout. 0: not enough bytes yet. */
  static int frameLength(ByteBuffer in) throws Malformed {
    if (in.remaining() < MBAP_REST) return 0;
    int protocol = in.getShort(in.position() + 2) & 0xFFFF;
    int length = in.getShort(in.position() + 4) & 0xFFFF;
    if (protocol != 0 || length < 3 || length > LONGEST_REST) throw new Malformed("no Modbus header: protocol " + protocol + ", length " + length);
    return MBAP_REST + length;
  }

  static int transaction(ByteBuffer in) {
    return in.getShort(in.position()) & 0xFFFF;
  }

  /**
   * Reads the values of a block into readings.
   *
   * @return the exception code of a refusal, else {@link #NO_EXCEPTION}
   */
  static int take(ModbusPlan.Block block, int unit, ByteBuffer in, int length, Readings readings) throws Malformed {
    int p = in.position();
    int answerer = in.get(p + 6) & 0xFF;
    int function = in.get(p + 7) & 0xFF;
    if (answerer != unit) throw new Malformed("unit " + answerer + " answers instead of " + unit);
    if (function == (block.function() | 0x80) && length == HEADER) {
      int exception = in.get(p + 8) & 0xFF;
      if (exception == NO_EXCEPTION) throw new Malformed("a refusal without a reason");
      return exception;
    }
    int bytes = length < HEADER ? 0 : in.get(p + 8) & 0xFF;
    if (function != block.function() || bytes != block.dataBytes() || length != HEADER + bytes) {
      throw new Malformed("function " + function + " with " + bytes + " bytes in a frame of " + length);
    }
    byte[] data = new byte[bytes];
    in.get(p + HEADER, data);
    if (block.plain()) readings.put(into -> decode(block, data, into));
    else decode(block, data, readings);
    return NO_EXCEPTION;
  }

  /** What an exception code says of the tags. 5, acknowledge, means: accepted, ask again later. */
  static TagStatus status(int exception) {
    return switch (exception) {
      case NO_EXCEPTION -> TagStatus.Ok;
      case 1, 2, 3 -> TagStatus.AddressError;
      case 5, 6 -> TagStatus.DeviceBusy;
      case 0x0A, 0x0B -> TagStatus.TargetUnreachable;
      default -> TagStatus.DeviceFailure;
    };
  }

  /** A good answer to a block, all zeros. */
  static ByteBuffer zeros(ModbusPlan.Block block, int unit) {
    int bytes = block.dataBytes();
    return ByteBuffer.allocate(HEADER + bytes).putInt(0).putShort((short) (3 + bytes))
        .put((byte) unit).put((byte) block.function()).put((byte) bytes).rewind();
  }

  private static void decode(ModbusPlan.Block block, byte[] data, Readings readings) {
    for (ModbusPlan.Spot spot : block.spots()) {
      WireNumber number = spot.number();
      readings.put(spot.index(), block.bits() ? Reading.of(bits(data, spot)) : number != null ? Reading.of(number.of(data, spot.offset())) : decode(spot, data));
    }
  }

  /** Whatever PLC4X can. */
  static Reading decode(ModbusPlan.Spot spot, byte[] data) {
    try {
      ReadBuffer buffer = new ReadBufferByteBased(data);
      buffer.reset(spot.offset());
      PlcValue value = DataItem.staticParse(buffer, spot.tag().getDataType(), spot.tag().getNumberOfElements(), true);
      return value == null ? Reading.refused(TagStatus.NotDecodable) : Reading.of(Values.of(value));
    } catch (ParseException | RuntimeException e) {  // PLC4X's parsers throw what they like
      return Reading.refused(TagStatus.NotDecodable);
    }
  }

  /** Coils come lowest bit first; PLC4X's DataItem reads the highest first, so its own optimizer does this by hand too. */
  private static TagValue bits(byte[] data, ModbusPlan.Spot spot) {
    int count = spot.tag().getNumberOfElements();
    List<TagValue> values = new ArrayList<>(count);
    for (int bit = spot.offset(); bit < spot.offset() + count; bit++) {
      values.add(new TagValue.Bit((data[bit / 8] >> bit % 8 & 1) != 0));
    }
    return count == 1 ? values.getFirst() : new TagValue.Many(values);
  }
}
