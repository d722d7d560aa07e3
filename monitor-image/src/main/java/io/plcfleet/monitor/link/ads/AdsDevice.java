package io.plcfleet.monitor.link.ads;

import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a device says of itself: ReadState and ReadDeviceInfo; Beckhoff Information System, "ADS commands". */
final class AdsDevice {
  private static final int RUN = 5;
  private static final int STOP = 6;
  private static final int NAME = 4;

  private AdsDevice() {}

  /** All others are neither: starting, saving, in error, in Config mode. */
  static CpuState state(ByteBuffer data) throws Malformed {
    if (data.remaining() < 2) throw new Malformed("a state that is too short");
    return switch (data.getShort(0)) {
      case RUN -> CpuState.Run;
      case STOP -> CpuState.Stop;
      default -> CpuState.Unknown;
    };
  }

  static Identity identity(ByteBuffer data) throws Malformed {
    if (data.remaining() < NAME) throw new Malformed("an identity that is too short");
    int end = NAME;
    while (end < data.limit() && data.get(end) != 0) end++;
    byte[] name = new byte[end - NAME];
    data.get(NAME, name);
    String text = new String(name, StandardCharsets.ISO_8859_1).strip();
    String version = "%d.%d.%d".formatted(data.get(0) & 0xFF, data.get(1) & 0xFF, data.getShort(2) & 0xFFFF);
    return new Identity(null, version, null, text.isEmpty() ? null : text);
  }
}
