package io.plcfleet.monitor.link.opcua;

import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.DeviceFact;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ServiceFault;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself by nodes that every server has, OPC UA part 5, 12.9 and 12.10. Its state is the server's: Running is Run. Suspended,
 * that the server was told to stop by an operator, is what a controller shows whose program is stopped: Stop. All others, a server without a
 * configuration, that fails or that shuts down, say nothing about the program: Unknown.
 */
final class OpcUaInquiry {
  private static final int STATE = 2259;
  private static final int PRODUCT_NAME = 2261;
  private static final int SOFTWARE_VERSION = 2264;
  private static final int BUILD_NUMBER = 2265;
  private static final long RUNNING = 0;
  private static final long SUSPENDED = 3;

  private final Inquiry asked;
  private final Block<ReadValueId> block;
  private final Reading[] readings;
  private boolean refused;

  OpcUaInquiry(Inquiry asked) {
    this.asked = asked;
    Stream<Integer> nodes = switch (asked) {
      case CpuState -> Stream.of(STATE);
      case Identity -> Stream.of(PRODUCT_NAME, SOFTWARE_VERSION, BUILD_NUMBER);
    };
    this.block = new Block<>(0, nodes.map(node -> OpcUaPlan.value(new NodeId(0, node))).toList());
    this.readings = new Reading[block.tags().size()];
  }

  Block<ReadValueId> block() {
    return block;
  }

  void take(UaMessageType answer) throws Malformed {
    switch (answer) {
      case ReadResponse response -> Answers.take(block, response, readings);
      case ServiceFault fault -> Answers.refused(block, Codes.of(fault), readings);
      default -> throw SessionLink.unexpected(answer);
    }
    refused = List.of(readings).stream().allMatch(reading -> reading.status() != TagStatus.Ok);
  }

  boolean refused() {
    return refused;
  }

  DeviceFact fact() {
    return switch (asked) {
      case CpuState -> state(readings[0].value());
      case Identity -> new Identity(null, firmware(), null, text(0));
    };
  }

  private static CpuState state(@Nullable TagValue value) {
    if (!(value instanceof TagValue.Numeric number)) return CpuState.Unknown;
    long state = number.value().longValue();
    return state == RUNNING ? CpuState.Run : state == SUSPENDED ? CpuState.Stop : CpuState.Unknown;
  }

  private @Nullable String firmware() {
    String version = text(1);
    String build = text(2);
    return version == null || build == null || build.equals(version) ? version : version + " build " + build;
  }

  private @Nullable String text(int index) {
    return readings[index].value() instanceof TagValue.Text text && !text.value().isBlank() ? text.value().strip() : null;
  }
}
