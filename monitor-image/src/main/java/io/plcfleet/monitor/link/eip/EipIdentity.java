package io.plcfleet.monitor.link.eip;

import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The identity object, CIP volume 1, 5A-2: vendor, type, product, revision, status, serial number, name. */
final class EipIdentity {
  private static final int NAME = 14;

  private EipIdentity() {}

  static Identity of(ByteBuffer data) throws Malformed {
    int length = data.remaining() > NAME ? data.get(NAME) & 0xFF : -1;
    if (length < 0 || data.remaining() < NAME + 1 + length) throw new Malformed("an identity that is too short");
    byte[] name = new byte[length];
    data.get(NAME + 1, name);
    String text = new String(name, StandardCharsets.ISO_8859_1).strip();
    return new Identity(null, "%d.%03d".formatted(data.get(6) & 0xFF, data.get(7) & 0xFF), "%08X".formatted(data.getInt(10)), text.isEmpty() ? null : text);
  }
}
