package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.Splits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.plc4x.java.s7.readwrite.S7MessageRequest;
import org.apache.plc4x.java.s7.readwrite.S7ParameterReadVarRequest;
import org.apache.plc4x.java.s7.readwrite.S7VarRequestParameterItem;

/**
 * A tag set as requests. Neighbours in one DB or area share an item, items share a request, so far as the device's PDU holds them. When a
 * device refuses a shared item, {@link #split} halves it, until the bad tag asks for itself: it must not hide the good ones. What was split
 * is tried again as it was on each new connection and every ten minutes. Request bytes are made once for each cut: PLC4X takes 9 us and
 * 56 KB for a request of ten items.
 */
public final class S7Plan implements Plan {
  /** Item count is one byte on the wire, but CPUs take no more than that in one request. */
  private static final int MAX_ITEMS = 20;
  /** So many unasked bytes are read along, rather than asking for another item, which costs 12 bytes in the request and 4 in the answer. */
  private static final int MAX_GAP = 16;
  /** What an S7-300 grants, the least of them all. */
  private static final int USUAL_PDU = 240;
  private static final int REQUEST_HEADER = 12;
  private static final int REQUEST_ITEM = 12;
  private static final int ANSWER_HEADER = 14;
  private static final int ANSWER_ITEM = 4;
  /** The longest tag: alone in an answer of the PDU that is asked for. */
  private static final int MOST_BYTES = S7Frames.WANTED_PDU - ANSWER_HEADER - ANSWER_ITEM;

  /** One request, encoded but for its reference. */
  @SuppressWarnings("ArrayRecordComponent")  // never compared, and copied to the wire as it is
  record Block(List<Item> items, byte[] request) {}

  /**
   * What a connection takes.
   *
   * @param pdu bytes of an S7 message in either direction
   * @param frame bytes of one COTP frame, with the 3 of its header
   */
  record Room(int pdu, int frame) {
    static final Room WANTED = new Room(S7Frames.WANTED_PDU, S7Frames.WANTED_FRAME);

    int request() {
      return Math.min(pdu, frame - S7Frames.COTP);
    }

    /** Bytes of the longest item alone in its answer. */
    int item() {
      return pdu - ANSWER_HEADER - ANSWER_ITEM;
    }
  }

  private final int tags;
  private final int most;
  private final List<Spot> sorted;
  private Room room = new Room(0, 0);
  private final Splits splits = new Splits();
  private List<Item> items = List.of();
  private List<Block> blocks = List.of();
  private List<List<Item>> usual = List.of();
  private List<Spot> tooLong = List.of();

  private S7Plan(List<Spot> spots, int most) {
    this.tags = spots.size();
    this.most = most;
    this.sorted = spots.stream().sorted(Comparator.comparing((Spot spot) -> spot.tag().getMemoryArea())
        .thenComparingInt(spot -> spot.tag().getBlockNumber()).thenComparingInt(Spot::start)).toList();
  }

  /** With as many tags in one request as the PDU allows. */
  public static S7Plan of(List<String> addresses) throws BadTag {
    return of(addresses, Integer.MAX_VALUE);
  }

  /**
   * @param addresses that {@link #check} accepts
   * @param most tags that one request may ask for, at least 1
   */
  public static S7Plan of(List<String> addresses, int most) throws BadTag {
    List<Spot> spots = new ArrayList<>(addresses.size());
    for (String address : addresses) spots.add(Spot.of(spots.size(), address, MOST_BYTES));
    return new S7Plan(spots, most);
  }

  /** @throws BadTag when it is no address that can be read by S7 */
  public static void check(String address) throws BadTag {
    Spot spot = Spot.of(0, address, MOST_BYTES);
    try {
      block(List.of(Item.of(List.of(spot))));
    } catch (RuntimeException e) {  // PLC4X's encoders throw what they like
      throw Spot.bad(address, "cannot be put into a request: " + e.getMessage());
    }
  }

  @Override
  public int tags() {
    return tags;
  }

  /** For the shortest PDU that is usual; tags that are too long for it share the last number. */
  @Override
  public int request(int tag) {
    if (usual.isEmpty()) usual = pack(join(new Room(USUAL_PDU, S7Frames.WANTED_FRAME)), new Room(USUAL_PDU, S7Frames.WANTED_FRAME));
    for (int i = 0; i < usual.size(); i++) {
      if (usual.get(i).stream().flatMap(item -> item.spots().stream()).anyMatch(spot -> spot.index() == tag)) return i;
    }
    return usual.size();
  }

  @Override
  public void rehearse() {
    try {
      S7Frames.rehearse();
      for (Block block : begin(this, Room.WANTED, 0)) {
        ByteBuffer answer = S7Answer.zeros(block);
        Readings readings = new Readings(tags);
        S7Answer.take(block, 0, answer, S7Frames.frameLength(answer), readings);
        for (Item item : block.items()) readings.get(item.spots().getFirst().index());
      }
    } catch (Malformed | RuntimeException e) {
      // zeros are no value of every type, and the classes are loaded all the same
    }
  }

  /**
   * A read begins: the requests for it.
   *
   * @param over the connection, by identity
   * @param now nanoseconds of the loop
   */
  List<Block> begin(Object over, Room has, long now) {
    boolean forget = splits.areOver(over, now);
    if (forget || !has.equals(room)) {
      room = has;
      tooLong = sorted.stream().filter(spot -> spot.bytes() > has.item()).toList();
      items = join(has);
      blocks = List.of();
    }
    if (blocks.isEmpty()) blocks = pack(items, has).stream().map(S7Plan::block).toList();
    return blocks;
  }

  /** Tags that no answer of that size can hold. */
  List<Spot> tooLong() {
    return tooLong;
  }

  /** Replaces joint items by their halves from now on. @return requests for the halves alone, to ask at once */
  List<Block> split(List<Item> refused, long now) {
    splits.note(now);
    List<Item> halves = new ArrayList<>();
    List<Item> rest = new ArrayList<>();
    for (Item item : items) (refused.contains(item) ? halves : rest).addAll(refused.contains(item) ? item.halves() : List.of(item));
    rest.addAll(halves);
    items = rest;
    blocks = List.of();  // packed anew for the next read
    return pack(halves, room).stream().map(S7Plan::block).toList();
  }

  /**
   * When no tag fits at all, the first byte of one is asked for, so that the PLC has something to answer: else a PLC that is never asked
   * would pass for a good one, and one that answers whatever it is asked for a bad one.
   */
  private List<Item> join(Room has) {
    List<Spot> fitting = sorted.stream().filter(spot -> spot.bytes() <= has.item()).toList();
    if (fitting.isEmpty()) return sorted.isEmpty() ? List.of() : List.of(Item.of(List.of(sorted.getFirst().firstByte())));
    List<Item> joined = new ArrayList<>();
    for (int from = 0, to; from < fitting.size(); from = to) {
      to = lastOfItem(fitting, from, has);
      joined.add(Item.of(fitting.subList(from, to)));
    }
    return joined;
  }

  private int lastOfItem(List<Spot> fitting, int from, Room has) {
    Spot first = fitting.get(from);
    int end = first.end();
    int to = from + 1;
    for (; first.mayBeJoined() && to < fitting.size() && to - from < most; to++) {
      Spot next = fitting.get(to);
      if (!next.isOfTheSameBlockAs(first) || next.start() > end + MAX_GAP || Math.max(end, next.end()) - first.start() > has.item()) break;
      end = Math.max(end, next.end());
    }
    return to;
  }

  /** Items into requests. */
  private List<List<Item>> pack(List<Item> wanted, Room has) {
    List<List<Item>> packed = new ArrayList<>();
    List<Item> some = new ArrayList<>();
    int asked = REQUEST_HEADER;
    int answered = ANSWER_HEADER;
    int count = 0;
    for (Item item : wanted) {
      int answer = ANSWER_ITEM + item.bytes() + item.bytes() % 2;
      boolean full = some.size() == MAX_ITEMS || asked + REQUEST_ITEM > has.request() || answered + answer > has.pdu || count > most - item.spots().size();
      if (full && !some.isEmpty()) {
        packed.add(List.copyOf(some));
        some.clear();
        asked = REQUEST_HEADER;
        answered = ANSWER_HEADER;
        count = 0;
      }
      some.add(item);
      asked += REQUEST_ITEM;
      answered += answer;
      count += item.spots().size();
    }
    if (!some.isEmpty()) packed.add(List.copyOf(some));
    return packed;
  }

  private static Block block(List<Item> items) {
    List<S7VarRequestParameterItem> parameters = new ArrayList<>(items.size());
    for (Item item : items) parameters.add(item.request());
    return new Block(items, S7Frames.data(new S7MessageRequest(0, new S7ParameterReadVarRequest(parameters), null)));
  }
}
