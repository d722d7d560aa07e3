package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.DeviceFact;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One inquiry to an S7 CPU: the lists to ask for one after the other, and what comes of them. */
final class S7Inquiry {
  /** Present and last mode of operation. */
  static final int MODE = 0x0424;
  /** Order number, hardware, firmware. */
  static final int MODULE = 0x0011;
  /** Names, serial number, type. */
  static final int COMPONENT = 0x001C;

  private final Inquiry inquiry;
  private final List<Integer> lists;
  private int place;
  private boolean told;
  private CpuState state = CpuState.Unknown;
  private Identity identity = Identity.UNKNOWN;
  private SystemStatusList answer;

  S7Inquiry(Inquiry inquiry) {
    this.inquiry = inquiry;
    this.lists = switch (inquiry) {
      case CpuState -> List.of(MODE);
      case Identity -> List.of(MODULE, COMPONENT);
    };
    answer = new SystemStatusList(lists.getFirst());
  }

  /** The next request, encoded but for its reference. */
  byte[] request() {
    return answer.request();
  }

  /** An answer to the newest request. False: another request is needed. */
  boolean take(int reference, ByteBuffer in, int length) throws Malformed {
    if (!answer.take(reference, in, length)) return false;
    note(lists.get(place), answer);
    place++;
    if (place == lists.size()) return true;
    answer = new SystemStatusList(lists.get(place));
    return false;
  }

  DeviceFact fact() {
    return switch (inquiry) {
      case CpuState -> state;
      case Identity -> identity;
    };
  }

  /** Whether the CPU refused all that was asked. */
  boolean refused() {
    return !told;
  }

  private void note(int list, SystemStatusList got) {
    if (got.isRefused()) return;
    told = true;
    switch (list) {
      case MODE -> state = mode(got);
      case MODULE -> identity = new Identity(got.text(1, 2, 20), firmware(got), identity.serialNumber(), identity.type());
      default -> identity = new Identity(identity.orderNumber(), identity.firmware(), got.text(5, 2, 24), got.text(7, 2, 32));
    }
  }

  /** Record 7 is the firmware: V, then three numbers. */
  private static @Nullable String firmware(SystemStatusList got) {
    byte[] record = got.record(7);
    return record == null || record.length < 28 || record[24] != 'V' ? null
        : "V%d.%d.%d".formatted(record[25] & 0xFF, record[26] & 0xFF, record[27] & 0xFF);
  }

  /**
   * The low half of the mode byte is the present mode. 1 to 4 are the kinds of STOP, 8 is RUN. What else there is, is neither: 5 to 7
   * starting up, 10 halted at a breakpoint, 9, 11 and 12 one of a redundant pair, 13 defective.
   */
  private static CpuState mode(SystemStatusList got) {
    return switch (got.firstRecordByte(3) & 0x0F) {
      case 1, 2, 3, 4 -> CpuState.Stop;
      case 8 -> CpuState.Run;
      default -> CpuState.Unknown;
    };
  }
}
