package io.plcfleet.monitor.link.ads;

import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The data of ReadWrite requests; numbers from Beckhoff Information System, "ADS commands" and "Index groups". */
final class AdsRequests {
  /** What a ReadWrite is for, by its index group. Each of them reads: what is carried to the device is a name, or a list of such questions. */
  enum Question {
    /** The value of a variable, by its name. */
    Value(0xF004),
    /** Size and type of a variable, by its name. */
    SymbolInfo(0xF009),
    /** Several questions at once. */
    Several(0xF082);

    private final int group;

    Question(int group) {
      this.group = group;
    }

    int group() {
      return group;
    }
  }

  /**
   * One question for one variable.
   *
   * @param room bytes that its answer may have
   * @param name ends with a zero
   */
  @SuppressWarnings("ArrayRecordComponent")  // never compared, and copied to the wire as it is
  record Item(Question question, int room, byte[] name) {
    /** Bytes of it in a request for several. */
    int length() {
      return HEAD + name.length;
    }
  }

  static final byte[] NOTHING = {};
  /** Of one question: group, offset, room, length of the name. */
  private static final int HEAD = 16;

  private AdsRequests() {}

  /** One by itself, several as one. */
  static byte[] of(List<Item> items) {
    if (items.size() == 1) return readWrite(items.getFirst().question(), 0, items.getFirst().room(), items.getFirst().name());
    ByteBuffer list = ByteBuffer.allocate(items.stream().mapToInt(Item::length).sum()).order(ByteOrder.LITTLE_ENDIAN);
    int room = 0;
    for (Item item : items) {
      list.putInt(item.question().group()).putInt(0).putInt(item.room()).putInt(item.name().length);
      room += Part.HEAD + item.room();
    }
    for (Item item : items) list.put(item.name());
    return readWrite(Question.Several, items.size(), room, list.array());
  }

  private static byte[] readWrite(Question question, int offset, int room, byte[] carried) {
    return ByteBuffer.allocate(HEAD + carried.length).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(question.group()).putInt(offset).putInt(room).putInt(carried.length).put(carried).array();
  }

  /** Of an answer: what was asked for, after its length. */
  static ByteBuffer payload(ByteBuffer data) throws Malformed {
    int length = data.remaining() < 4 ? -1 : data.getInt(0);
    if (length < 0 || length > data.remaining() - 4) throw new Malformed("an answer that is shorter than it says");
    return data.slice(4, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The answer to one of several questions.
   *
   * @param code 0, or why there is none
   */
  record Part(int code, ByteBuffer data) {
    private static final int HEAD = 8;

    /** Taken out of the answer to all: codes and lengths come first, then what was asked for. One by itself is its own answer. */
    static Part[] of(ByteBuffer answer, int count) throws Malformed {
      if (count == 1) return new Part[] {new Part(0, answer)};
      Part[] parts = new Part[count];
      int at = HEAD * count;
      if (answer.remaining() < at) throw new Malformed("not a result for each of " + count + " questions");
      for (int i = 0; i < count; i++) {
        int length = answer.getInt(HEAD * i + 4);
        if (length < 0 || length > answer.limit() - at) throw new Malformed("answers that are shorter than they say");
        parts[i] = new Part(answer.getInt(HEAD * i), answer.slice(at, length).order(ByteOrder.LITTLE_ENDIAN));
        at += length;
      }
      if (at != answer.limit()) throw new Malformed("more than was asked for");
      return parts;
    }
  }
}
