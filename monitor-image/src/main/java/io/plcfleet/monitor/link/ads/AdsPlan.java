package io.plcfleet.monitor.link.ads;

import io.plcfleet.contract.AdsAddress;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.ads.AdsRequests.Item;
import io.plcfleet.monitor.link.ads.AdsRequests.Part;
import io.plcfleet.monitor.link.ads.AdsRequests.Question;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tag set as requests: what type each variable is of is looked up first, several in each request; then their values are read by name, again
 * several in each request. A name is right whatever a change of the program does to places, and leaves nothing on the controller.
 */
public final class AdsPlan implements Plan {
  /** The documented limit of one request. */
  private static final int MOST_TAGS = 500;
  /** Of names, with what stands before each, in one request. */
  private static final int MOST_NAMES = 8_000;
  /** Of values in one answer, and of one value. */
  static final int MOST_BYTES = 8_192;
  /** Room for size, type, name and comment of a variable that is asked for alone, and of one of several. */
  private static final int LONGEST_INFO = 16_384;
  private static final int USUAL_INFO = 1_024;
  private static final int MOST_INFOS = 60;
  /** A program that changes while it runs may give a name another type of the same length, which nothing tells. */
  static final long TYPES_LAST = TimeUnit.MINUTES.toNanos(10);

  /** Tags of one request, in their order. */
  @SuppressWarnings("ArrayRecordComponent")  // never compared, and copied to the wire as it is
  record Block(List<Integer> tags, byte[] request) {}

  private final List<byte[]> names;
  private final int most;
  private final List<List<Integer>> usual;
  private final List<Finding> findings;
  private List<Block> blocks = List.of();
  private boolean packed;
  private long since;
  private @Nullable Object connection;

  private AdsPlan(List<byte[]> names, int most) {
    this.names = names;
    this.most = Math.min(most, MOST_TAGS);
    findings = new ArrayList<>(Collections.nCopies(names.size(), Finding.UNKNOWN));
    usual = pack(IntStream.range(0, names.size()).mapToObj(tag -> new Item(Question.Value, 1, names.get(tag))).toList());
  }

  /** As many tags in each request as fit. */
  public static AdsPlan of(List<String> addresses) throws BadTag {
    return of(addresses, MOST_TAGS);
  }

  /**
   * @param addresses that {@link #check} accepts
   * @param most tags that one request may ask for, at least 1
   */
  public static AdsPlan of(List<String> addresses, int most) throws BadTag {
    List<byte[]> names = new ArrayList<>(addresses.size());
    for (String address : addresses) names.add((address(address).name() + "\0").getBytes(StandardCharsets.US_ASCII));
    return new AdsPlan(names, most);
  }

  /** @throws BadTag when it is no name of a variable */
  public static void check(String address) throws BadTag {
    address(address);
  }

  private static AdsAddress address(String text) throws BadTag {
    return BadTag.parsed(AdsAddress::of, text);
  }

  @Override
  public int tags() {
    return names.size();
  }

  /** By the lengths of names; long values take more requests. */
  @Override
  public int request(int tag) {
    return IntStream.range(0, usual.size()).filter(i -> usual.get(i).contains(tag)).findFirst().orElseThrow();
  }

  @Override
  public void rehearse() {
    try {
      AdsPlan other = new AdsPlan(List.of(names.getFirst(), names.getFirst()), MOST_TAGS);
      List<Integer> both = List.of(0, 1);
      other.lookUp(both);
      ByteBuffer example = Symbol.example();
      for (int tag : both) other.found(tag, Symbol.of(example));
      // Answers to two INTs.
      ByteBuffer answer = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 2).putInt(12, 2);
      other.take(other.blocks().getFirst(), answer, new Reading[2]);
    } catch (Malformed e) {
      throw new IllegalStateException("a rehearsal of our own making", e);
    }
  }

  /**
   * A read begins. All is looked up again on a new connection, after a while, and when nothing can be read: then the device has something to answer.
   *
   * @param over the connection, by identity
   * @param now nanoseconds of the loop
   */
  void begin(Object over, long now) {
    if (over == connection && now - since <= TYPES_LAST && findings.stream().anyMatch(Finding.Found.class::isInstance)) return;
    connection = over;
    since = now;
    Collections.fill(findings, Finding.UNKNOWN);
    packed = false;
  }

  Finding finding(int tag) {
    return findings.get(tag);
  }

  /** Those from a tag on that are still to be looked up, as many as fit into a request. */
  List<Integer> unknown(int from, boolean alone) {
    List<Integer> some = new ArrayList<>();
    int bytes = 0;
    for (int tag = from; tag < names.size() && some.size() < (alone ? 1 : Math.min(most, MOST_INFOS)); tag++) {
      if (!(findings.get(tag) instanceof Finding.Unknown)) continue;
      bytes += info(tag, USUAL_INFO).length();
      if (bytes > MOST_NAMES) break;
      some.add(tag);
    }
    return some;
  }

  /** The request that looks them up. */
  byte[] lookUp(List<Integer> tags) {
    return AdsRequests.of(tags.stream().map(tag -> info(tag, tags.size() == 1 ? LONGEST_INFO : USUAL_INFO)).toList());
  }

  private Item info(int tag, int room) {
    return new Item(Question.SymbolInfo, room, names.get(tag));
  }

  /**
   * Takes the answer to {@link #lookUp}.
   *
   * @param readings of those for which the device has no time at present
   * @return those of several that found no room in the answer
   */
  List<Integer> takeSymbols(List<Integer> tags, ByteBuffer answer, Reading[] readings) throws Malformed {
    List<Integer> tooLong = new ArrayList<>();
    Part[] parts = Part.of(answer, tags.size());
    for (int i = 0; i < parts.length; i++) {
      int tag = tags.get(i);
      TagStatus status = AdsCodes.ofPart(parts[i].code());
      if (status == TagStatus.Ok) found(tag, Symbol.of(parts[i].data()));
      else if (status == TagStatus.DeviceBusy) readings[tag] = Reading.refused(status);
      else if (AdsCodes.isSize(parts[i].code())) tooLong.add(tag);
      else refused(tag, status);
    }
    return tooLong;
  }

  void found(int tag, Symbol symbol) {
    TagStatus readable = symbol.readable(MOST_BYTES);
    note(tag, readable == TagStatus.Ok ? new Finding.Found(symbol) : new Finding.Refused(readable));
  }

  void refused(int tag, TagStatus status) {
    note(tag, new Finding.Refused(status));
  }

  private void note(int tag, Finding finding) {
    findings.set(tag, finding);
    packed = false;
  }

  /** Requests for all variables whose types are known. */
  List<Block> blocks() {
    if (packed) return blocks;
    packed = true;
    List<Integer> known = IntStream.range(0, names.size()).filter(tag -> findings.get(tag) instanceof Finding.Found).boxed().toList();
    blocks = new ArrayList<>();
    for (List<Integer> places : pack(items(known))) blocks.add(block(places.stream().map(known::get).toList()));
    return blocks;
  }

  /** Replaces a block of several tags by its two halves, at the same place in the order. */
  void split(int place) {
    Block block = blocks.remove(place);
    int half = block.tags().size() / 2;
    blocks.add(place, block(block.tags().subList(0, half)));
    blocks.add(place + 1, block(block.tags().subList(half, block.tags().size())));
  }

  private Block block(List<Integer> tags) {
    return new Block(List.copyOf(tags), AdsRequests.of(items(tags)));
  }

  private List<Item> items(List<Integer> tags) {
    return tags.stream().map(tag -> new Item(Question.Value, symbol(tag).bytes(), names.get(tag))).toList();
  }

  /** Places in the list, request by request. */
  private List<List<Integer>> pack(List<Item> items) {
    List<List<Integer>> requests = new ArrayList<>();
    List<Integer> some = List.of();
    int asked = 0;
    int answered = 0;
    for (int i = 0; i < items.size(); i++) {
      asked += items.get(i).length();
      answered += items.get(i).room();
      if (i == 0 || some.size() == most || asked > MOST_NAMES || answered > MOST_BYTES) {
        some = new ArrayList<>();
        requests.add(some);
        asked = items.get(i).length();
        answered = items.get(i).room();
      }
      some.add(i);
    }
    return requests;
  }

  private Symbol symbol(int tag) {
    if (findings.get(tag) instanceof Finding.Found(Symbol symbol)) return symbol;
    throw new IllegalStateException("tag " + tag + " is not known");
  }

  /** Takes the answer to a block. A value of another length is of another type by now: it is looked up with the next read. */
  void take(Block block, ByteBuffer answer, Reading[] readings) throws Malformed {
    Part[] parts = Part.of(answer, block.tags().size());
    for (int i = 0; i < parts.length; i++) {
      int tag = block.tags().get(i);
      Symbol symbol = symbol(tag);
      int code = parts[i].code();
      boolean changed = AdsCodes.isSize(code) || (code == 0 && parts[i].data().remaining() != symbol.bytes());
      if (code == 0 && !changed) readings[tag] = symbol.read(parts[i].data());
      else readings[tag] = Reading.refused(changed ? TagStatus.AddressError : AdsCodes.ofPart(code));
      if (changed) findings.set(tag, Finding.UNKNOWN);
    }
    packed &= block.tags().stream().allMatch(tag -> findings.get(tag) instanceof Finding.Found);
  }
}
