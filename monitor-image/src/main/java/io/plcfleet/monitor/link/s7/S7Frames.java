package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.plc4x.java.s7.readwrite.COTPPacketConnectionRequest;
import org.apache.plc4x.java.s7.readwrite.COTPPacketConnectionResponse;
import org.apache.plc4x.java.s7.readwrite.COTPPacketData;
import org.apache.plc4x.java.s7.readwrite.COTPParameter;
import org.apache.plc4x.java.s7.readwrite.COTPParameterCalledTsap;
import org.apache.plc4x.java.s7.readwrite.COTPParameterCallingTsap;
import org.apache.plc4x.java.s7.readwrite.COTPParameterTpduSize;
import org.apache.plc4x.java.s7.readwrite.COTPProtocolClass;
import org.apache.plc4x.java.s7.readwrite.COTPTpduSize;
import org.apache.plc4x.java.s7.readwrite.S7Message;
import org.apache.plc4x.java.s7.readwrite.S7MessageRequest;
import org.apache.plc4x.java.s7.readwrite.S7MessageResponseData;
import org.apache.plc4x.java.s7.readwrite.S7ParameterSetupCommunication;
import org.apache.plc4x.java.s7.readwrite.TPKTPacket;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/** Frames of the greeting, and the envelope of all: TPKT (RFC 1006) round COTP (ISO 8073 class 0) round S7. */
final class S7Frames {
  /** TPKT 4, COTP data header 3. */
  static final int ENVELOPE = 7;
  /** Where the reference lies in a request: after the envelope, protocol id, kind, reserved 2. */
  static final int REFERENCE = ENVELOPE + 4;
  private static final int TPKT = 4;
  private static final COTPTpduSize TPDU = COTPTpduSize.SIZE_1024;
  private static final int LONGEST = 8192;
  static final int WANTED_PDU = 480;
  static final int WANTED_FRAME = 1024;
  /** Header of a COTP data frame. */
  static final int COTP = 3;
  private static final int LEAST_PDU = 64;
  private static final int OUR_TSAP = 0x0100;

  /** What became of the second half of the greeting. */
  sealed interface Setup {
    record Agreed(int pdu) implements Setup {}

    record Rejected(String detail) implements Setup {}
  }

  private S7Frames() {}

  static byte[] connectionRequest(int tsap) {
    return bytes(new TPKTPacket(new COTPPacketConnectionRequest(
        List.of(new COTPParameterCallingTsap(OUR_TSAP), new COTPParameterCalledTsap(tsap), new COTPParameterTpduSize(TPDU)),
        null, 0, 1, COTPProtocolClass.CLASS_0)));
  }

  /** One request in flight, PDU of 480 bytes: what an S7-1500 grants to anybody, and older CPUs shorten. */
  static byte[] setupRequest() {
    return data(new S7MessageRequest(1, new S7ParameterSetupCommunication(1, 1, WANTED_PDU), null));
  }

  static byte[] data(S7Message message) {
    return bytes(new TPKTPacket(new COTPPacketData(null, message, true, (byte) 0)));
  }

  /** Encodes and decodes a greeting, as {@link S7Plan#rehearse} asks for. */
  static void rehearse() throws Malformed {
    byte[] confirm = bytes(new TPKTPacket(new COTPPacketConnectionResponse(List.of(), null, 1, 1, COTPProtocolClass.CLASS_0)));
    confirmed(ByteBuffer.wrap(confirm), confirm.length);
    byte[] agreed = data(new S7MessageResponseData(1, new S7ParameterSetupCommunication(1, 1, WANTED_PDU), null, (short) 0, (short) 0));
    setup(ByteBuffer.wrap(agreed), agreed.length);
    connectionRequest(OUR_TSAP);
    setupRequest();
  }

  /** Looks at the version first, so that garbage is known at once. 0: not enough bytes yet. */
  static int frameLength(ByteBuffer in) throws Malformed {
    if (in.remaining() < TPKT) return 0;
    int version = in.getShort(in.position()) & 0xFFFF;
    int length = in.getShort(in.position() + 2) & 0xFFFF;
    if (version != 0x0300 || length < ENVELOPE || length > LONGEST) {
      throw new Malformed("no TPKT header: 0x" + Integer.toHexString(version) + ", length " + length);
    }
    return length;
  }

  /** The longest frame that the device takes, without TPKT; it says so when it takes the connection. */
  static int confirmed(ByteBuffer in, int length) throws Malformed {
    if (!(message(in, length).getPayload() instanceof COTPPacketConnectionResponse confirm)) throw new Malformed("no answer to a connection request");
    for (COTPParameter parameter : confirm.getParameters()) {
      if (parameter instanceof COTPParameterTpduSize size && size.getTpduSize() != null) return size.getTpduSize().getSizeInBytes();
    }
    return TPDU.getSizeInBytes();
  }

  /** Whether the device ends the connection by the protocol: it may keep TCP open. */
  static boolean isDisconnect(ByteBuffer in) {
    return (in.get(in.position() + TPKT + 1) & 0xF0) == 0x80;
  }

  /** Whether an S7 message begins and ends with the frame at in's position. */
  static boolean isWholeMessage(ByteBuffer in) {
    int p = in.position();
    return in.remaining() >= REFERENCE + 2 && in.get(p + TPKT + 1) == (byte) 0xF0 && (in.get(p + ENVELOPE - 1) & 0x80) != 0 && in.get(p + ENVELOPE) == 0x32;
  }

  static Setup setup(ByteBuffer in, int length) throws Malformed {
    TPKTPacket packet = message(in, length);
    if (packet.getPayload() == null || !(packet.getPayload().getPayload() instanceof S7MessageResponseData answer)) {
      throw new Malformed("no answer to a setup of communication");
    }
    if (!(answer.getParameter() instanceof S7ParameterSetupCommunication setup)) {
      return new Setup.Rejected("setup of communication, error 0x%02X%02X".formatted(answer.getErrorClass(), answer.getErrorCode()));
    }
    int pdu = setup.getPduLength();
    return pdu < LEAST_PDU ? new Setup.Rejected("a PDU of " + pdu + " bytes is too short") : new Setup.Agreed(Math.min(pdu, WANTED_PDU));
  }

  private static TPKTPacket message(ByteBuffer in, int length) throws Malformed {
    byte[] frame = new byte[length];
    in.get(in.position(), frame);
    try {
      return TPKTPacket.staticParse(new ReadBufferByteBased(frame));
    } catch (ParseException | RuntimeException e) {  // PLC4X's parsers throw what they like
      throw new Malformed("cannot decode the frame: " + e);
    }
  }

  private static byte[] bytes(TPKTPacket packet) {
    WriteBufferByteBased buffer = new WriteBufferByteBased(packet.getLengthInBytes());
    try {
      packet.serialize(buffer);
    } catch (SerializationException e) {
      throw new IllegalStateException("a request of ours that cannot be encoded", e);
    }
    return buffer.getBytes();
  }
}
