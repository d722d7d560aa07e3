package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.s7.readwrite.S7AddressAny;
import org.apache.plc4x.java.s7.readwrite.S7MessageRequest;
import org.apache.plc4x.java.s7.readwrite.S7ParameterReadVarRequest;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItem;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItemAddress;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7PlcTagHandler;
import org.apache.plc4x.java.s7.readwrite.tag.S7StringFixedLengthTag;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;

/**
 * A tag set as S7 items, cut into requests when the device has said how long a PDU may be. Request bytes are made once for each cut:
 * PLC4X takes 9 us and 56 KB for a request of ten items.
 */
public final class S7Plan implements Plan {
  /** Item count is one byte on the wire, but CPUs take no more than that in one request. */
  private static final int MAX_ITEMS = 20;
  /** What an S7-300 grants, the least of them all. */
  private static final int USUAL_PDU = 240;
  private static final int REQUEST_HEADER = 12;
  private static final int REQUEST_ITEM = 12;
  private static final int ANSWER_HEADER = 14;
  private static final int ANSWER_ITEM = 4;
  /** The longest tag: alone in an answer of the PDU that is asked for. */
  private static final int MOST_BYTES = S7Frames.WANTED_PDU - ANSWER_HEADER - ANSWER_ITEM;
  /** The address of an item is 16 bits of bytes. */
  private static final int LAST_BYTE = 0xFFFF;
  private static final String EXAMPLES = "; expected for example %DB1:10:INT, %DB1:4.2:BOOL, %M20:REAL, %DB1:30:STRING(16)";

  /** One tag: the item that asks for it, and how many bytes answer it. */
  record Spot(int index, S7Tag tag, S7VarRequestParameterItem item, int bytes, int stringLength) {}

  /** One request, encoded but for its reference. */
  @SuppressWarnings("ArrayRecordComponent")  // never compared, and copied to the wire as it is
  record Block(List<Spot> spots, byte[] request) {}

  /**
   * When no tag fits at all, the first byte of one is asked for, so that the PLC has something to answer: else a PLC that is never asked
   * would pass for a good one, and one that answers whatever it is asked for a bad one.
   *
   * @param tooLong tags that no answer of that size can hold
   */
  record Cut(List<Block> blocks, List<Spot> tooLong) {}

  private final int tags;
  private final List<Spot> spots;
  private int plannedFor;
  private Cut planned = new Cut(List.of(), List.of());

  private S7Plan(List<Spot> spots) {
    this.tags = spots.size();
    this.spots = spots;
  }

  /** @param addresses that {@link #check} accepts */
  public static S7Plan of(List<String> addresses) throws BadTag {
    List<Spot> spots = new ArrayList<>(addresses.size());
    for (String address : addresses) spots.add(spot(spots.size(), address));
    return new S7Plan(List.copyOf(spots));
  }

  /** @throws BadTag when it is no address that can be read by S7 */
  public static void check(String address) throws BadTag {
    Spot spot = spot(0, address);
    try {
      block(List.of(spot));
    } catch (RuntimeException e) {  // PLC4X's encoders throw what they like
      throw bad(address, "cannot be put into a request: " + e.getMessage());
    }
  }

  @Override
  public int tags() {
    return tags;
  }

  /** For the shortest PDU that is usual; a tag that is too long for it stands alone. */
  @Override
  public int request(int tag) {
    List<Block> blocks = cutAnew(USUAL_PDU).blocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).spots().stream().anyMatch(spot -> spot.index() == tag)) return i;
    }
    return blocks.size() + tag;
  }

  @Override
  public void rehearse() {
    try {
      S7Frames.rehearse();
      for (Block block : cut(S7Frames.WANTED_PDU).blocks()) {
        ByteBuffer answer = S7Answer.zeros(block);
        S7Answer.take(block, 0, answer, S7Frames.frameLength(answer), new Reading[tags]);
      }
    } catch (Malformed | RuntimeException e) {
      // zeros are no value of every type, and the classes are loaded all the same
    }
  }

  /** The requests for a PDU of that many bytes. */
  Cut cut(int pdu) {
    if (pdu != plannedFor) {
      planned = cutAnew(pdu);
      plannedFor = pdu;
    }
    return planned;
  }

  private Cut cutAnew(int pdu) {
    List<Block> blocks = new ArrayList<>();
    List<Spot> tooLong = new ArrayList<>();
    List<Spot> some = new ArrayList<>();
    int asked = REQUEST_HEADER;
    int answered = ANSWER_HEADER;
    for (Spot spot : spots) {
      int answer = ANSWER_ITEM + spot.bytes + spot.bytes % 2;
      if (ANSWER_HEADER + answer > pdu) {
        tooLong.add(spot);
        continue;
      }
      if (some.size() == MAX_ITEMS || asked + REQUEST_ITEM > pdu || answered + answer > pdu) {
        blocks.add(block(some));
        some.clear();
        asked = REQUEST_HEADER;
        answered = ANSWER_HEADER;
      }
      some.add(spot);
      asked += REQUEST_ITEM;
      answered += answer;
    }
    if (some.isEmpty() && blocks.isEmpty() && !tooLong.isEmpty()) some.add(firstByte(tooLong.getFirst()));
    if (!some.isEmpty()) blocks.add(block(some));
    return new Cut(List.copyOf(blocks), List.copyOf(tooLong));
  }

  private static Spot firstByte(Spot spot) {
    S7Tag tag = spot.tag;
    S7Tag first = new S7Tag(TransportSize.BYTE, tag.getMemoryArea(), tag.getBlockNumber(), tag.getByteOffset(), (byte) 0, 1);
    S7AddressAny any = new S7AddressAny(TransportSize.BYTE, 1, tag.getBlockNumber(), tag.getMemoryArea(), tag.getByteOffset(), (byte) 0);
    return new Spot(spot.index, first, new S7VarRequestParameterItemAddress(any), 1, 0);
  }

  private static Block block(List<Spot> spots) {
    List<S7VarRequestParameterItem> items = new ArrayList<>(spots.size());
    for (Spot spot : spots) items.add(spot.item);
    return new Block(List.copyOf(spots), S7Frames.data(new S7MessageRequest(0, new S7ParameterReadVarRequest(items), null)));
  }

  private static Spot spot(int index, String address) throws BadTag {
    S7Tag tag;
    try {
      if (!(new S7PlcTagHandler().parseTag(address) instanceof S7Tag parsed)) throw bad(address, "cannot be read here");
      tag = parsed;
    } catch (RuntimeException e) {  // PLC4X's parsers throw what they like
      throw bad(address, "is not an S7 address");
    }
    return spot(index, address, tag);
  }

  /** Stock S7ProtocolLogic.encodeS7Address does the like, but it is protected there. */
  private static Spot spot(int index, String address, S7Tag tag) throws BadTag {
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
    if (bytes > MOST_BYTES) throw bad(address, "asks for " + bytes + " bytes; at most " + MOST_BYTES + " fit into one answer: split it");
    if (tag.getByteOffset() + bytes - 1 > LAST_BYTE) throw bad(address, "reaches beyond byte " + LAST_BYTE);
    S7AddressAny any = new S7AddressAny(size, (int) count, tag.getBlockNumber(), tag.getMemoryArea(), tag.getByteOffset(), tag.getBitOffset());
    return new Spot(index, tag, new S7VarRequestParameterItemAddress(any), (int) bytes, stringLength);
  }

  private static BadTag bad(String address, String problem) {
    return new BadTag("\"" + address + "\" " + problem + EXAMPLES);
  }
}
