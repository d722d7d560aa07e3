package io.plcfleet.monitor.link.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.plcfleet.monitor.link.Malformed;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.junit.jupiter.api.Test;

/** What a device claims about the length of its answer is believed so far as the answer goes. */
class MessagesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int INT32 = 6;
  private static final int VARIANT = 24;
  private static final int ARRAY = 0x80;
  private static final int DIMENSIONS = 0x40;
  private static final long LITTLE = 8 << 20;

  @Test
  void arraysWithinArraysThatAreNotThereCostNothing() {
    refusesForLittle(value -> {
      for (int i = 0; i < 100; i++) value.writeByte(ARRAY | VARIANT).writeIntLE(2_000_000);
    });
  }

  @Test
  void valuesWithinValuesEnd() {
    refusesForLittle(value -> {
      for (int i = 0; i < 100; i++) value.writeByte(ARRAY | VARIANT).writeIntLE(1);
      value.writeByte(0);
    });
  }

  @Test
  void dimensionsThatAreNotThereCostNothing() {
    refusesForLittle(value -> value.writeByte(ARRAY | DIMENSIONS | INT32).writeIntLE(0).writeIntLE(100_000_000));
  }

  @Test
  void aNegativeLengthIsMalformed() {
    refusesForLittle(value -> value.writeByte(ARRAY | INT32).writeIntLE(-5));
  }

  @Test
  void aTypeThatIsNoneIsMalformed() {
    refusesForLittle(value -> value.writeByte(ARRAY | 0x3E).writeIntLE(1).writeByte(0));
  }

  @Test
  void severalDimensionsAreRead() throws Exception {
    ByteBuf bytes = answer(value -> {
      value.writeByte(ARRAY | DIMENSIONS | INT32).writeIntLE(4);
      for (int i = 1; i <= 4; i++) value.writeIntLE(i);
      value.writeIntLE(2).writeIntLE(2).writeIntLE(2);
    });
    ReadResponse response = (ReadResponse) Messages.READER.decode(bytes);
    assertThat(response.getResults()).hasSize(1);
    assertThat(response.getResults()[0].value().value()).isInstanceOfSatisfying(Matrix.class, matrix -> {
      assertThat(matrix.getDimensions()).containsExactly(2, 2);
      assertThat(matrix.getElements()).isEqualTo(new Integer[] {1, 2, 3, 4});
    });
  }

  private static void refusesForLittle(Consumer<ByteBuf> value) {
    ByteBuf bytes = answer(value);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Messages.READER.decode(bytes));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(LITTLE);
  }

  /** To a read of one value. */
  private static ByteBuf answer(Consumer<ByteBuf> value) {
    ByteBuf bytes = Answers.encode(new ReadResponse(new ResponseHeader(DateTime.NULL_VALUE, uint(0), StatusCode.GOOD, null, null, null), null, null));
    bytes.writerIndex(bytes.writerIndex() - 8).writeIntLE(1).writeByte(1);
    value.accept(bytes);
    return bytes.writeIntLE(-1);
  }
}
