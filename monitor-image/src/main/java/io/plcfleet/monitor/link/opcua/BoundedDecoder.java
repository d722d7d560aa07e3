package io.plcfleet.monitor.link.opcua;

import io.netty.buffer.ByteBuf;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * Milo's decoder makes room for as many elements as an answer claims. Here an array in a value, and its dimensions, hold no more than what is
 * left of the message: a few bytes cannot cost the monitor its memory. OPC UA part 6, 5.2.2.16.
 */
final class BoundedDecoder extends OpcUaBinaryDecoder {
  private static final int IS_ARRAY = 0x80;
  private static final int HAS_DIMENSIONS = 0x40;
  private static final int TYPE = 0x3F;

  private final ByteBuf bytes;

  BoundedDecoder(EncodingContext context, ByteBuf bytes) {
    super(context);
    this.bytes = bytes;
    setBuffer(bytes);
  }

  @Override
  public Variant decodeVariant() {
    int at = bytes.readerIndex();
    int mask = bytes.getByte(at);
    if ((mask & IS_ARRAY) == 0) return super.decodeVariant();
    requireRoom(bytes.getIntLE(at + 1), 1);
    if ((mask & HAS_DIMENSIONS) == 0) return super.decodeVariant();
    bytes.setByte(at, mask & ~HAS_DIMENSIONS);  // which are read here
    Variant flat = super.decodeVariant();
    Object elements = flat.value();
    if (elements == null) return flat;
    int[] dimensions = dimensions();
    return dimensions.length > 1 ? new Variant(new Matrix(elements, dimensions, OpcUaDataType.fromTypeId(mask & TYPE))) : flat;
  }

  private int[] dimensions() {
    int count = decodeInt32();
    requireRoom(count, Integer.BYTES);
    int[] dimensions = new int[Math.max(0, count)];
    for (int i = 0; i < dimensions.length; i++) dimensions[i] = decodeInt32();
    return dimensions;
  }

  /** -1 stands for none. */
  private void requireRoom(int count, int size) {
    if (count < -1 || count > bytes.readableBytes() / size) {
      throw new UaSerializationException(StatusCodes.Bad_DecodingError, "an array of " + count + " in " + bytes.readableBytes() + " bytes");
    }
  }
}
