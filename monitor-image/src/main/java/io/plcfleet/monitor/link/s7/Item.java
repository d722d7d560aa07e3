package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import io.plcfleet.monitor.link.plc4x.Values;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.s7.readwrite.ControllerType;
import org.apache.plc4x.java.s7.readwrite.DataItem;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItem;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;
import org.apache.plc4x.java.spi.values.PlcList;
import org.jspecify.annotations.Nullable;

/**
 * What one item of a request asks for: a tag by its own type, or several tags that lie close together as the bytes from the first to the
 * last of them.
 *
 * @param spots in the order of their addresses, one at least
 * @param bytes that answer it
 * @param plain whether all its tags are bits or numbers: any data are values of such
 */
record Item(List<Spot> spots, int bytes, boolean plain) {
  static Item of(List<Spot> spots) {
    Spot first = spots.getFirst();
    boolean plain = spots.stream().allMatch(spot -> spot.isBit() || spot.number() != null);
    if (spots.size() == 1) return new Item(List.of(first), first.bytes(), plain);
    int end = first.end();
    for (Spot spot : spots) end = Math.max(end, spot.end());
    return new Item(List.copyOf(spots), end - first.start(), plain);
  }

  boolean isJoint() {
    return spots.size() > 1;
  }

  S7VarRequestParameterItem request() {
    Spot first = spots.getFirst();
    return isJoint() ? Spot.any(first.tag(), TransportSize.BYTE, bytes, (byte) 0) : first.item();
  }

  /** Of a joint item. */
  List<Item> halves() {
    int half = spots.size() / 2;
    return List.of(of(spots.subList(0, half)), of(spots.subList(half, spots.size())));
  }

  void refuse(TagStatus status, Readings readings) {
    for (Spot spot : spots) readings.refuse(spot.index(), status);
  }

  /** @param data as many bytes as were asked for */
  void take(byte[] data, Readings readings) {
    if (plain) readings.put(into -> decode(data, into));
    else decode(data, readings);
  }

  private void decode(byte[] data, Readings readings) {
    if (!isJoint() && spots.getFirst().isBit()) {  // asked for as a bit, it comes as the lowest one
      readings.put(spots.getFirst().index(), bit(data[0], 0));
      return;
    }
    int start = spots.getFirst().start();
    for (Spot spot : spots) readings.put(spot.index(), decode(spot, data, spot.start() - start));
  }

  private static Reading decode(Spot spot, byte[] data, int at) {
    if (spot.isBit()) return bit(data[at], spot.tag().getBitOffset());
    WireNumber number = spot.number();
    return number != null ? Reading.of(number.of(data, at)) : decodeAny(spot, data, at);
  }

  /** Whatever PLC4X can. */
  static Reading decodeAny(Spot spot, byte[] data, int at) {
    if (spot.stringLength() > 0) return decode(spot, new ReadBufferByteBased(Arrays.copyOfRange(data, at, at + spot.bytes())));
    ReadBufferByteBased buffer = new ReadBufferByteBased(data);
    buffer.reset(at);
    return decode(spot, buffer);
  }

  private static Reading bit(byte of, int place) {
    return Reading.of(new TagValue.Bit((of >> place & 1) != 0));
  }

  private static Reading decode(Spot spot, ReadBufferByteBased buffer) {
    S7Tag tag = spot.tag();
    String type = tag.getDataType().getDataProtocolId();
    try {
      if (tag.getNumberOfElements() == 1) return reading(DataItem.staticParse(buffer, type, ControllerType.ANY, spot.stringLength()));
      List<PlcValue> values = new ArrayList<>(tag.getNumberOfElements());
      for (int i = 0; i < tag.getNumberOfElements(); i++) values.add(DataItem.staticParse(buffer, type, ControllerType.ANY, spot.stringLength()));
      return reading(new PlcList(values));
    } catch (ParseException | RuntimeException e) {  // PLC4X's parsers throw what they like
      return Reading.refused(TagStatus.NotDecodable);
    }
  }

  private static Reading reading(@Nullable PlcValue value) {
    return value == null ? Reading.refused(TagStatus.NotDecodable) : Reading.of(Values.of(value));
  }
}
