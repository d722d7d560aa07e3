package io.plcfleet.monitor.link.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.Loop;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaPlanTest {
  @Test
  void fewTagsAreOneRequest() throws Exception {
    OpcUaPlan plan = OpcUaPlan.of(List.of("ns=2;s=Life", "i=2258", "ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a", "ns=1;b=AQID"));
    assertThat(plan.blocks().all()).hasSize(1);
    assertThat(plan.tags()).isEqualTo(4);
  }

  /** Whatever the names, a request fits into the smallest buffer that a server may have. */
  @Test
  void longNamesTakeSeveralRequestsThatEachFit() throws Exception {
    OpcUaPlan plan = OpcUaPlan.of(IntStream.range(0, 200).mapToObj(i -> "ns=2;s=" + "ö".repeat(55) + i).toList());
    assertThat(plan.blocks().all()).hasSizeGreaterThan(1);
    for (Block<ReadValueId> block : plan.blocks().all()) {
      assertThat(Messages.READER.encode(OpcUaPlan.request(block, new NodeId(0, ByteString.of(new byte[32])))).readableBytes()).isLessThan(Loop.LARGEST_REQUEST - 200);
    }
    assertThat(plan.request(0)).isZero();
    assertThat(plan.request(199)).isEqualTo(plan.blocks().all().size() - 1);
    assertThat(plan.blocks().all().get(plan.request(100)).first()).isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Life", "ns=2", "%DB1:0:INT", "ns=70000;i=1"})
  void whatIsNoNodeIdIsRefused(String address) {
    assertThatExceptionOfType(BadTag.class).isThrownBy(() -> OpcUaPlan.check(address)).withMessageContaining("\"" + address + "\"");
  }
}
