package io.plcfleet.monitor.link.opcua;

import io.netty.buffer.ByteBuf;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.channel.headers.AsymmetricSecurityHeader;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** What stands before every chunk, OPC UA part 6, 7.1.2: three letters, kind of chunk, length. */
final class Frames {
  static final int HEADER = 8;
  private static final int SECURE_HEADER = 12;
  private static final int LARGEST = 65535;
  private static final int LONGEST_REASON = 4096;

  /** What a server may send. */
  enum Type { Acknowledge, Error, Open, Message }

  private Frames() {}

  /** Length of the frame at in's position; 0 when too few bytes are there to know. */
  static int length(ByteBuffer in) throws Malformed {
    if (in.remaining() < HEADER) return 0;
    type(in);
    int length = Integer.reverseBytes(in.getInt(in.position() + 4));
    byte kind = in.get(in.position() + 3);
    if (length < HEADER || length > LARGEST || (kind != 'F' && kind != 'C' && kind != 'A')) throw new Malformed("not an OPC UA message");
    return length;
  }

  static Type type(ByteBuffer in) throws Malformed {
    int at = in.position();
    String letters = new String(new byte[] {in.get(at), in.get(at + 1), in.get(at + 2)}, StandardCharsets.ISO_8859_1);
    return switch (letters) {
      case "ACK" -> Type.Acknowledge;
      case "ERR" -> Type.Error;
      case "OPN" -> Type.Open;
      case "MSG" -> Type.Message;
      default -> throw new Malformed("not an OPC UA message");
    };
  }

  /** Whether the chunk is the last of its message. */
  static boolean isLast(ByteBuffer in) {
    return in.get(in.position() + 3) != 'C';
  }

  /** Code and reason of an error message. */
  static String error(ByteBuffer in, int length) throws Malformed {
    if (length < HEADER + 8) throw new Malformed("an error message that is too short");
    int at = in.position() + HEADER;
    StatusCode code = new StatusCode(Integer.reverseBytes(in.getInt(at)));
    int count = Integer.reverseBytes(in.getInt(at + 4));
    if (count <= 0 || count > LONGEST_REASON || count > length - HEADER - 8) return Codes.name(code);
    byte[] reason = new byte[count];
    in.get(at + 8, reason);
    return Codes.name(code) + " (" + new String(reason, StandardCharsets.UTF_8) + ")";
  }

  /** Else somebody else could answer: the signature is checked against the certificate that we trust. */
  static void requireSender(ByteBuf chunk, X509Certificate trusted) throws Malformed {
    AsymmetricSecurityHeader header = AsymmetricSecurityHeader.decode(chunk.slice().skipBytes(SECURE_HEADER), EncodingLimits.DEFAULT);
    try {
      byte[] sender = header.getSenderCertificate().bytesOrEmpty();
      byte[] expected = trusted.getEncoded();
      // A server may send its issuers along, behind its own.
      if (sender.length < expected.length || !Arrays.equals(sender, 0, expected.length, expected, 0, expected.length)) {
        throw new Malformed("the server answers with another certificate than the one that it gives in its endpoints");
      }
    } catch (CertificateEncodingException e) {
      throw new Malformed("a certificate that cannot be read: " + e.getMessage());
    }
  }
}
