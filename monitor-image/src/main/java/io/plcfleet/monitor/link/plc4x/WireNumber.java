package io.plcfleet.monitor.link.plc4x;

import io.plcfleet.monitor.link.TagValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A single number as it lies on the wire, the highest byte first: what most tags are. PLC4X's codecs read the same, by way of a dozen
 * objects each; of ten such tags they took as much time as all the rest of an answer. Tests hold each against PLC4X's, for both protocols.
 */
public enum WireNumber {
  INT, UINT, DINT, UDINT, LINT, REAL, LREAL;

  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Tags by whose types, which both protocols call the same, their values are read so; absent for arrays and whatever else there is. */
  public static @Nullable WireNumber of(int elements, Enum<?> type) {
    if (elements != 1) return null;
    return Arrays.stream(values()).filter(number -> number.name().equals(type.name())).findFirst().orElse(null);
  }

  /** @param at index of its highest byte; all its bytes are there */
  public TagValue of(byte[] data, int at) {
    return new TagValue.Numeric(switch (this) {
      case INT -> Long.valueOf((short) SHORT.get(data, at));
      case UINT -> Long.valueOf((short) SHORT.get(data, at) & 0xFFFF);
      case DINT -> Long.valueOf((int) WORD.get(data, at));
      case UDINT -> Long.valueOf((int) WORD.get(data, at) & 0xFFFF_FFFFL);
      case LINT -> Long.valueOf((long) LONG.get(data, at));
      case REAL -> Double.valueOf(Float.intBitsToFloat((int) WORD.get(data, at)));
      case LREAL -> Double.valueOf(Double.longBitsToDouble((long) LONG.get(data, at)));
    });
  }
}
