package io.plcfleet.monitor.link.modbus;

import io.plcfleet.contract.ModbusTypes;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.Splits;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.plc4x.java.api.exceptions.PlcInvalidTagException;
import org.apache.plc4x.java.modbus.base.tag.ModbusTag;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagCoil;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagDiscreteInput;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagHoldingRegister;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagInputRegister;
import org.apache.plc4x.java.modbus.readwrite.ModbusDataType;
import org.jspecify.annotations.Nullable;

/**
 * A tag set as requests: neighbours in one area share one, so far as a frame holds them. Limits: MODBUS Application Protocol V1.1b3, 6.1 to 6.4.
 * When a device refuses a shared request, {@link #split} halves it, until the bad tag asks for itself: it must not hide the good ones. What
 * was split is tried again as it was on each new connection and every ten minutes: the device may have been given another program.
 */
public final class ModbusPlan implements Plan {
  private static final int MAX_REGISTERS = 125;
  private static final int MAX_BITS = 2000;
  /** So many unasked registers are read along, rather than sending another request. */
  private static final int MAX_GAP = 8;
  private static final int LAST_ADDRESS = 65536;

  /**
   * Where a tag's value lies: byte offset in the data of a register block, bit offset in that of a bit block.
   *
   * @param number what it is, if it is a single number and no more
   */
  record Spot(int index, ModbusTag tag, int offset, @Nullable WireNumber number) {}

  /**
   * One request, encoded but for the number of the transaction.
   *
   * @param plain whether all its tags are bits or numbers: any data are values of such
   */
  @SuppressWarnings("ArrayRecordComponent")  // never compared, and copied to the wire as it is
  record Block(int function, int start, int quantity, List<Spot> spots, boolean plain, byte[] request) {
    boolean bits() {
      return function <= 2;
    }

    int dataBytes() {
      return bits() ? (quantity + 7) / 8 : 2 * quantity;
    }
  }

  /** A tag as registers or bits of one area, which its function code names. */
  private record Entry(int index, ModbusTag tag, int function, int start, int length) {
    int end() {
      return start + length;
    }

    int most() {
      return function <= 2 ? MAX_BITS : MAX_REGISTERS;
    }
  }

  private final int unit;
  private final int tags;
  private final List<Block> joint;
  private final List<Block> blocks;
  private final Splits splits = new Splits();

  private ModbusPlan(int unit, int tags, List<Block> blocks) {
    this.unit = unit;
    this.tags = tags;
    this.joint = List.copyOf(blocks);
    this.blocks = blocks;
  }

  /** With as many tags in one request as the protocol allows. */
  public static ModbusPlan of(int unit, List<String> addresses) throws BadTag {
    return of(unit, addresses, Integer.MAX_VALUE);
  }

  /**
   * @param addresses that {@link #check} accepts
   * @param most tags that one request may ask for, at least 1
   */
  public static ModbusPlan of(int unit, List<String> addresses, int most) throws BadTag {
    List<Entry> entries = new ArrayList<>();
    for (String address : addresses) entries.add(entry(entries.size(), address));
    entries.sort(Comparator.comparingInt(Entry::function).thenComparingInt(Entry::start));
    List<Block> blocks = new ArrayList<>();
    for (int from = 0, to; from < entries.size(); from = to) {
      to = lastOfBlock(entries, from, most);
      blocks.add(block(unit, entries.subList(from, to)));
    }
    return new ModbusPlan(unit, addresses.size(), blocks);
  }

  /** @throws BadTag when it is no address that can be read by Modbus */
  public static void check(String address) throws BadTag {
    entry(0, address);
  }

  @Override
  public int tags() {
    return tags;
  }

  @Override
  public int request(int tag) {
    for (int i = 0; i < joint.size(); i++) {
      if (joint.get(i).spots().stream().anyMatch(spot -> spot.index() == tag)) return i;
    }
    throw new IllegalArgumentException("no tag " + tag + " of " + tags);
  }

  @Override
  public void rehearse() {
    for (Block block : blocks) {
      try {
        ByteBuffer answer = ModbusAnswer.zeros(block, unit);
        Readings readings = new Readings(tags);
        ModbusAnswer.take(block, unit, answer, ModbusAnswer.frameLength(answer), readings);
        for (Spot spot : block.spots()) readings.get(spot.index());
      } catch (Malformed | RuntimeException e) {
        // zeros are no value of every type, and the classes are loaded all the same
      }
    }
  }

  int unit() {
    return unit;
  }

  List<Block> blocks() {
    return blocks;
  }

  /**
   * A read begins: forgets what was split on another connection, or long ago.
   *
   * @param over the connection, by identity
   * @param now nanoseconds of the loop
   */
  void begin(Object over, long now) {
    if (!splits.areOver(over, now)) return;
    blocks.clear();
    blocks.addAll(joint);
  }

  /** Replaces a block of several tags by its two halves, at the same place in the order. */
  void split(int place, long now) {
    splits.note(now);
    List<Spot> spots = blocks.remove(place).spots();
    int half = spots.size() / 2;
    blocks.add(place, part(spots.subList(0, half)));
    blocks.add(place + 1, part(spots.subList(half, spots.size())));
  }

  private Block part(List<Spot> spots) {
    List<Entry> entries = new ArrayList<>(spots.size());
    for (Spot spot : spots) entries.add(entry(spot.index(), spot.tag()));
    return block(unit, entries);
  }

  private static int lastOfBlock(List<Entry> entries, int from, int most) {
    Entry first = entries.get(from);
    int end = first.end();
    int to = from + 1;
    for (; to < entries.size() && to - from < most; to++) {
      Entry next = entries.get(to);
      if (next.function != first.function || next.start > end + MAX_GAP || Math.max(end, next.end()) - first.start > first.most()) break;
      end = Math.max(end, next.end());
    }
    return to;
  }

  private static Block block(int unit, List<Entry> entries) {
    Entry first = entries.getFirst();
    List<Spot> spots = new ArrayList<>(entries.size());
    int end = first.end();
    for (Entry entry : entries) {
      spots.add(new Spot(entry.index, entry.tag, (entry.start - first.start) * (entry.function <= 2 ? 1 : 2),
          WireNumber.of(entry.tag.getNumberOfElements(), entry.tag.getDataType())));
      end = Math.max(end, entry.end());
    }
    int quantity = end - first.start;
    // transaction, protocol 0, six bytes follow: unit, function, start, quantity
    byte[] request = ByteBuffer.allocate(12).putInt(0).putShort((short) 6).put((byte) unit).put((byte) first.function)
        .putShort((short) first.start).putShort((short) quantity).array();
    boolean plain = first.function <= 2 || spots.stream().allMatch(spot -> spot.number() != null);
    return new Block(first.function, first.start, quantity, List.copyOf(spots), plain, request);
  }

  private static Entry entry(int index, String address) throws BadTag {
    ModbusTag tag;
    try {
      tag = ModbusTag.of(address);
    } catch (PlcInvalidTagException e) {
      throw bad(address, "is not a Modbus address");
    } catch (RuntimeException e) {  // PLC4X's parsers throw what they like
      String reason = String.valueOf(e.getMessage());
      throw bad(address, "is not a Modbus address: " + (reason.startsWith("No enum constant") ? "there is no such type" : reason));
    }
    int function = function(tag);
    if (function == 0) throw bad(address, "is of an area that cannot be read here");
    if (function <= 2 && tag.getDataType() != ModbusDataType.BOOL) throw bad(address, "is a bit, so its type must be BOOL");
    if (address.contains("{")) throw bad(address, "carries options, which are not known here");
    String instead = function <= 2 ? "" : ModbusTypes.insteadOf(tag.getDataType().name(), tag.getNumberOfElements() > 1);
    if (!instead.isEmpty()) throw bad(address, "is of a type that cannot be read from registers; read " + instead + " instead");
    Entry entry = entry(index, tag);
    if (entry.length > entry.most()) throw bad(address, "asks for " + entry.length + (function <= 2 ? " bits" : " registers")
        + "; at most " + entry.most() + " fit into one answer: split it");
    if (entry.start < 0 || entry.end() > LAST_ADDRESS) throw bad(address, "lies outside of 1 to " + LAST_ADDRESS);
    return entry;
  }

  private static Entry entry(int index, ModbusTag tag) {
    int function = function(tag);
    int length = function <= 2 ? tag.getNumberOfElements() : Math.max(1, (tag.getLengthBytes() + 1) / 2);
    return new Entry(index, tag, function, tag.getAddress(), length);
  }

  private static BadTag bad(String address, String problem) {
    return new BadTag("\"" + address + "\" " + problem + "; expected for example holding-register:1:INT, input-register:7:REAL, coil:3:BOOL");
  }

  /** The function code that reads the tag's area, 0 when there is none. */
  private static int function(ModbusTag tag) {
    return switch (tag) {
      case ModbusTagCoil _ -> 1;
      case ModbusTagDiscreteInput _ -> 2;
      case ModbusTagHoldingRegister _ -> 3;
      case ModbusTagInputRegister _ -> 4;
      default -> 0;
    };
  }
}
