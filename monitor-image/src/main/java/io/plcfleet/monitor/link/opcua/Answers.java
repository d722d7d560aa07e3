package io.plcfleet.monitor.link.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** The answer to a read as readings. */
final class Answers {
  private Answers() {}

  static void take(Block<ReadValueId> block, ReadResponse response, Reading[] readings) throws Malformed {
    DataValue[] results = response.getResults();
    int count = results == null ? 0 : results.length;
    if (results == null || count != block.tags().size()) throw new Malformed(count + " values instead of " + block.tags().size());
    for (int i = 0; i < count; i++) readings[block.first() + i] = reading(results[i]);
  }

  /** The server refuses the request as a whole. */
  static void refused(Block<ReadValueId> block, StatusCode code, Reading[] readings) {
    Arrays.fill(readings, block.first(), block.first() + block.tags().size(), Reading.refused(Codes.tag(code)));
  }

  static Reading reading(DataValue answer) {
    TagStatus status = Codes.tag(answer.statusCode() == null ? StatusCode.GOOD : answer.statusCode());
    if (status != TagStatus.Ok) return Reading.refused(status);
    Object raw = answer.value() == null ? null : answer.value().value();
    TagValue value = raw == null ? null : value(raw);
    return value == null ? Reading.refused(TagStatus.NotDecodable) : Reading.of(value);
  }

  /** Null for what is no value: a structure, whose fields are nodes of their own. */
  private static @Nullable TagValue value(Object raw) {
    if (raw.getClass().isArray()) return many(raw);
    return switch (raw) {
      case Boolean bit -> new TagValue.Bit(bit);
      case Float real -> new TagValue.Numeric(real.doubleValue());
      case Double real -> new TagValue.Numeric(real);
      case ULong large -> whole(large.toBigInteger());
      case Number number -> new TagValue.Numeric(number.longValue());
      case String text -> new TagValue.Text(text);
      case LocalizedText text -> new TagValue.Text(String.valueOf(text.text()));
      case QualifiedName name -> new TagValue.Text(String.valueOf(name.name()));
      case DateTime time -> new TagValue.Text(time.getJavaInstant().toString());
      case ByteString bytes -> new TagValue.Text(HexFormat.of().formatHex(bytes.bytesOrEmpty()));
      case NodeId node -> new TagValue.Text(node.toParseableString());
      case UUID id -> new TagValue.Text(id.toString());
      default -> null;
    };
  }

  private static @Nullable TagValue many(Object array) {
    List<TagValue> values = new ArrayList<>(Array.getLength(array));
    for (int i = 0; i < Array.getLength(array); i++) {
      Object raw = Array.get(array, i);
      TagValue value = raw == null ? new TagValue.Text("") : value(raw);
      if (value == null) return null;
      values.add(value);
    }
    return new TagValue.Many(values);
  }

  private static TagValue whole(BigInteger number) {
    return new TagValue.Numeric(number.bitLength() > 63 ? number : (Number) number.longValue());
  }

  static ByteBuf encode(UaMessageType message) {
    ByteBuf bytes = Unpooled.buffer();
    new OpcUaBinaryEncoder(Messages.READER).setBuffer(bytes).encodeMessage(null, message);
    return bytes;
  }
}
