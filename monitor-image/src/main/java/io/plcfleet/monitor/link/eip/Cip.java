package io.plcfleet.monitor.link.eip;

import io.plcfleet.contract.EipAddress;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.TagStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CIP services, CIP volume 1, and those of Logix controllers (Rockwell publication 1756-PM020): read, several at once, by a route. Bytes by hand. */
final class Cip {
  static final int READ = 0x4C;
  static final int SEVERAL = 0x0A;
  static final int GET_ALL = 0x01;
  private static final int BY_ROUTE = 0x52;
  private static final int REPLY = 0x80;
  /** One of several failed; each says for itself. */
  static final int EMBEDDED_ERROR = 0x1E;
  /** Priority and ticks by which a router waits for the device behind it: 5 * 2^10 ms at most. */
  private static final int PRIORITY_AND_TICK = 0x0A;
  private static final int TICKS = 5;
  private static final byte[] MESSAGE_ROUTER = {0x20, 0x02, 0x24, 0x01};
  private static final byte[] CONNECTION_MANAGER = {0x20, 0x06, 0x24, 0x01};
  private static final byte[] IDENTITY = {0x20, 0x01, 0x24, 0x01};

  /** @param data what follows the status, little endian */
  record Reply(int service, int status, int detail, ByteBuffer data) {}

  private Cip() {}

  /** Reads one element of a tag. */
  static byte[] read(EipAddress address) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (EipAddress.Part part : address.parts()) {
      byte[] name = part.name().getBytes(StandardCharsets.US_ASCII);
      path.write(0x91);
      path.write(name.length);
      path.writeBytes(name);
      if (name.length % 2 != 0) path.write(0);
      for (long index : part.indexes()) index(path, index);
    }
    return service(READ, path.toByteArray(), new byte[] {1, 0});
  }

  private static void index(ByteArrayOutputStream path, long index) {
    if (index < 0x100) {
      path.writeBytes(new byte[] {0x28, (byte) index});
    } else if (index < 0x10000) {
      path.writeBytes(new byte[] {0x29, 0, (byte) index, (byte) (index >> 8)});
    } else {
      path.writeBytes(new byte[] {0x2A, 0, (byte) index, (byte) (index >> 8), (byte) (index >> 16), (byte) (index >> 24)});
    }
  }

  static byte[] identity() {
    return service(GET_ALL, IDENTITY, new byte[0]);
  }

  static byte[] several(List<byte[]> services) {
    int size = 2 + 2 * services.size();
    for (byte[] each : services) size += each.length;
    ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putShort((short) services.size());
    int offset = 2 + 2 * services.size();
    for (byte[] each : services) {
      data.putShort((short) offset);
      offset += each.length;
    }
    for (byte[] each : services) data.put(each);
    return service(SEVERAL, MESSAGE_ROUTER, data.array());
  }

  /** @param route port and link, one after the other; without any the message is for the device itself */
  static byte[] by(byte[] route, byte[] message) {
    if (route.length == 0) return message;
    int pad = message.length % 2;
    ByteBuffer data = ByteBuffer.allocate(4 + message.length + pad + 2 + route.length).order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) PRIORITY_AND_TICK).put((byte) TICKS).putShort((short) message.length).put(message);
    if (pad != 0) data.put((byte) 0);
    return service(BY_ROUTE, CONNECTION_MANAGER, data.put((byte) (route.length / 2)).put((byte) 0).put(route).array());
  }

  private static byte[] service(int service, byte[] path, byte[] data) {
    return ByteBuffer.allocate(2 + path.length + data.length).put((byte) service).put((byte) (path.length / 2)).put(path).put(data).array();
  }

  static Reply reply(ByteBuffer message) throws Malformed {
    if (message.remaining() < 4) throw new Malformed("an answer that is too short");
    int at = message.position();
    int service = message.get(at) & 0xFF;
    int status = message.get(at + 2) & 0xFF;
    int words = message.get(at + 3) & 0xFF;
    if ((service & REPLY) == 0 || message.remaining() < 4 + 2 * words) throw new Malformed("an answer that is none");
    int detail = words == 0 ? 0 : message.getShort(at + 4) & 0xFFFF;
    int head = 4 + 2 * words;
    return new Reply(service & ~REPLY, status, detail, message.slice(at + head, message.remaining() - head).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Each of the answers to {@link #several}. */
  static Reply part(Reply several, int index, int count) throws Malformed {
    ByteBuffer data = several.data();
    if (data.remaining() < 2 + 2 * count || (data.getShort(0) & 0xFFFF) != count) throw new Malformed("not an answer for each of " + count + " tags");
    int from = data.getShort(2 + 2 * index) & 0xFFFF;
    int to = index + 1 < count ? data.getShort(4 + 2 * index) & 0xFFFF : data.limit();
    if (from < 2 + 2 * count || from > to || to > data.limit()) throw new Malformed("answers whose places overlap");
    return reply(data.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Status codes, CIP volume 1, appendix B. */
  static TagStatus status(Reply reply) {
    return switch (reply.status()) {
      case 0x00 -> TagStatus.Ok;
      case 0x04, 0x05, 0x08, 0x09, 0x13, 0x14, 0x16, 0x26 -> TagStatus.AddressError;
      case 0x06, 0x11 -> TagStatus.TooLong;
      case 0x0F -> TagStatus.AccessDenied;
      case 0x01 -> TagStatus.TargetUnreachable;
      case 0x02, 0x0C, 0x10 -> TagStatus.DeviceBusy;
      case 0xFF -> reply.detail() == 0x2105 || reply.detail() == 0x2107 || reply.detail() == 0x2104 ? TagStatus.AddressError : TagStatus.DeviceFailure;
      default -> TagStatus.DeviceFailure;
    };
  }
}
