package io.plcfleet.monitor.link.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.TagStatus;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  /** A server that answers is not a gateway behind which nobody is: the read has been answered. */
  @ParameterizedTest
  @ValueSource(longs = {StatusCodes.Bad_NoCommunication, StatusCodes.Bad_NotConnected, StatusCodes.Bad_CommunicationError})
  void whatIsOutOfTheServersReachIsAFailureBehindTheTag(long code) {
    assertThat(Codes.tag(new StatusCode(code))).isEqualTo(TagStatus.DeviceFailure);
  }
}
