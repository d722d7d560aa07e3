package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import org.apache.plc4x.java.s7.readwrite.MemoryArea;
import org.apache.plc4x.java.s7.readwrite.S7AddressAny;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItem;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItemAddress;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7PlcTagHandler;
import org.apache.plc4x.java.s7.readwrite.tag.S7StringFixedLengthTag;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;
import org.jspecify.annotations.Nullable;

/**
 * One tag: the item that asks for it alone, and how many bytes answer it.
 *
 * @param index of its reading
 * @param stringLength of a text, else 0
 * @param number what it is, if it is a single number and no more
 */
record Spot(int index, S7Tag tag, S7VarRequestParameterItem item, int bytes, int stringLength, @Nullable WireNumber number) {
  /** The address of an item is 16 bits of bytes. */
  private static final int LAST_BYTE = 0xFFFF;
  private static final String EXAMPLES = "; expected for example %DB1:10:INT, %DB1:4.2:BOOL, %M20:REAL, %DB1:30:STRING(16)";

  /** @param most bytes that fit into an answer */
  static Spot of(int index, String address, int most) throws BadTag {
    S7Tag tag;
    try {
      if (!(new S7PlcTagHandler().parseTag(address) instanceof S7Tag parsed)) throw bad(address, "cannot be read here");
      tag = parsed;
    } catch (RuntimeException e) {  // PLC4X's parsers throw what they like
      throw bad(address, "is not an S7 address");
    }
    return of(index, address, tag, most);
  }

  /** Only its first byte, as a tag of its own. */
  Spot firstByte() {
    S7Tag first = new S7Tag(TransportSize.BYTE, tag.getMemoryArea(), tag.getBlockNumber(), tag.getByteOffset(), (byte) 0, 1);
    return new Spot(index, first, any(tag, TransportSize.BYTE, 1, (byte) 0), 1, 0, null);
  }

  int start() {
    return tag.getByteOffset();
  }

  int end() {
    return start() + bytes;
  }

  boolean isBit() {
    return tag.getDataType() == TransportSize.BOOL;
  }

  /** Whether its bytes may be read together with others of its area. Not of counters and timers, nor of the periphery, where reading may act. */
  boolean mayBeJoined() {
    MemoryArea area = tag.getMemoryArea();
    return area == MemoryArea.DATA_BLOCKS || area == MemoryArea.INSTANCE_DATA_BLOCKS
        || area == MemoryArea.FLAGS_MARKERS || area == MemoryArea.INPUTS || area == MemoryArea.OUTPUTS;
  }

  boolean isOfTheSameBlockAs(Spot other) {
    return tag.getMemoryArea() == other.tag.getMemoryArea() && tag.getBlockNumber() == other.tag.getBlockNumber();
  }

  /** So many bytes of the tag's area, from where it begins. */
  static S7VarRequestParameterItem any(S7Tag tag, TransportSize size, int count, byte bit) {
    return new S7VarRequestParameterItemAddress(new S7AddressAny(size, count, tag.getBlockNumber(), tag.getMemoryArea(), tag.getByteOffset(), bit));
  }

  /** Stock S7ProtocolLogic.encodeS7Address does the like, but it is protected there. */
  private static Spot of(int index, String address, S7Tag tag, int most) throws BadTag {
    TransportSize size = tag.getDataType();
    long count = tag.getNumberOfElements();
    int stringLength = 0;
    if (size == TransportSize.BOOL && count > 1) throw bad(address, "is an array of BOOL, which S7 does not answer; read its bytes");
    if (size == TransportSize.STRING || size == TransportSize.WSTRING) {
      if (!(tag instanceof S7StringFixedLengthTag fixed)) throw bad(address, "is a string without its length");
      stringLength = fixed.getStringLength();
      count *= (stringLength + 2L) * (size == TransportSize.WSTRING ? 2 : 1);
      size = TransportSize.CHAR;
    } else if (size.getCode() == 0) {  // unknown to the CPU as a type: read as bytes
      count *= size.getSizeInBytes();
      size = TransportSize.BYTE;
    }
    long bytes = count * size.getSizeInBytes();
    if (bytes < 1) throw bad(address, "asks for nothing");
    if (bytes > most) throw bad(address, "asks for " + bytes + " bytes; at most " + most + " fit into one answer: split it");
    if (tag.getByteOffset() + bytes - 1 > LAST_BYTE) throw bad(address, "reaches beyond byte " + LAST_BYTE);
    return new Spot(index, tag, any(tag, size, (int) count, tag.getBitOffset()), (int) bytes, stringLength,
        WireNumber.of(tag.getNumberOfElements(), tag.getDataType()));
  }

  static BadTag bad(String address, String problem) {
    return new BadTag("\"" + address + "\" " + problem + EXAMPLES);
  }
}
