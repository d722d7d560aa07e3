package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One system status list (SZL) of a CPU: its requests and its records. By hand: PLC4X knows no list 0x0424. Layout of an answer: protocol
 * id 0x32, kind 7, reserved 2, reference 2, parameter length 2, data length 2; parameters: head 3, length, 0x12, 0x84, 1, sequence, unit,
 * more to come, error 2; data: return code, kind of size, length 2, then list 2, index 2, length of a record 2, count 2, records. An answer
 * longer than a PDU comes in several, of which only the first has the eight bytes before the records. Lists and records: System Software
 * for S7-300/400, System and Standard Functions, chapter on system status lists.
 */
final class SystemStatusList {
  private static final int ENVELOPE = S7Frames.ENVELOPE;
  private static final int USER_DATA = 7;
  private static final int PARAMETERS = 12;
  private static final int DATA_HEADER = 4;
  private static final int LIST_HEADER = 8;
  private static final int OK = 0xFF;
  private static final int LONGEST = 8192;
  private static final int MOST_SLICES = 100;

  private final int list;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private boolean begun;
  private int sequence;
  private int slices;
  private int recordLength;
  private boolean refused;

  SystemStatusList(int list) {
    this.list = list;
  }

  /** The first request, or the one for more; both are 33 bytes, encoded but for the reference. */
  byte[] request() {
    ByteBuffer out = ByteBuffer.allocate(33).putInt(0x0300_0021).put((byte) 2).put((byte) 0xF0).put((byte) 0x80).putInt(0x3207_0000).putShort((short) 0);
    if (!begun) {
      return out.putInt(0x0008_0008).putInt(0x0001_1204).putInt(0x1144_0100).putInt(0xFF09_0004).putShort((short) list).array();
    }
    return out.putInt(0x000C_0004).putInt(0x0001_1208).putInt(0x1244_0100 | sequence).putInt(0).put((byte) 0x0A).array();
  }

  /** An answer to the newest request. False: another request is needed. */
  boolean take(int reference, ByteBuffer in, int length) throws Malformed {
    int p = in.position() + ENVELOPE;
    int end = in.position() + length;
    if (p + 12 > end || in.get(p) != 0x32) throw new Malformed("no S7 answer");
    int got = in.getShort(p + 4) & 0xFFFF;
    if (got != reference) throw new Malformed("reference " + got + " instead of " + reference);
    int kind = in.get(p + 1);
    if (kind == 2 || kind == 3) return refuse();  // an acknowledgement, which carries no list, only an error
    int parameters = in.getShort(p + 6) & 0xFFFF;
    int data = p + 10 + parameters;
    if (kind != USER_DATA || parameters < PARAMETERS || data > end) throw new Malformed("no answer to a system status list");
    if (in.getShort(p + 20) != 0) return refuse();
    if (data + DATA_HEADER > end) throw new Malformed("a list without data");
    if ((in.get(data) & 0xFF) != OK) return refuse();
    int bytes = in.getShort(data + 2) & 0xFFFF;
    if (data + DATA_HEADER + bytes > end) throw new Malformed("the frame ends before its " + bytes + " bytes of a list");
    boolean more = in.get(p + 19) != 0;
    sequence = in.get(p + 17) & 0xFF;
    collect(in, data + DATA_HEADER, bytes);
    if (more) return false;
    if (recordLength == 0 || records.size() < recordLength) refused = true;
    return true;
  }

  /** Whether the CPU does not have the list. */
  boolean isRefused() {
    return refused;
  }

  /** A byte of the first record. Only when not refused. */
  int firstRecordByte(int at) {
    return at < recordLength ? records.toByteArray()[at] & 0xFF : 0;
  }

  /** A record whose first two bytes are its index. */
  byte @Nullable [] record(int index) {
    ByteBuffer all = ByteBuffer.wrap(records.toByteArray());
    for (int at = 0; recordLength > 1 && at + recordLength <= all.limit(); at += recordLength) {
      if ((all.getShort(at) & 0xFFFF) != index) continue;
      byte[] found = new byte[recordLength];
      all.get(at, found);
      return found;
    }
    return null;
  }

  /** A text within such a record; absent when it is empty, or not of the letters that a CPU may use. */
  @Nullable String text(int index, int from, int length) {
    byte[] record = record(index);
    if (record == null || record.length < from + length) return null;
    int end = from;
    while (end < from + length && record[end] != 0) end++;
    String text = new String(record, from, end - from, StandardCharsets.ISO_8859_1).strip();
    return text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~') ? null : text;
  }

  private boolean refuse() {
    refused = true;
    return true;
  }

  private void collect(ByteBuffer in, int at, int bytes) throws Malformed {
    int from = at;
    if (!begun) {
      if (bytes < LIST_HEADER || (in.getShort(at) & 0xFFFF) != list) throw new Malformed("another system status list than 0x%04x".formatted(list));
      recordLength = in.getShort(at + 4) & 0xFFFF;
      begun = true;
      from += LIST_HEADER;
    }
    byte[] part = new byte[at + bytes - from];
    in.get(from, part);
    records.writeBytes(part);
    if (records.size() > LONGEST || ++slices > MOST_SLICES) throw new Malformed("a system status list without an end");
  }
}
