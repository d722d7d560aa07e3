package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PLC that grants 240 bytes, as old ones do. It answers every read by one byte, 7. */
class ShortPduTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String CONFIRM = "0300001611d00001000100c0010ac1020100c2020101";
  private static final String SETUP = "0300001b02f080320300000001000800000000f0000001000100f0";
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;
  private volatile String asked = "";

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
    Endpoint.S7 endpoint = new Endpoint.S7(server.getInetAddress().getHostAddress(), server.getLocalPort(), 0, 1, Endpoint.S7.ConnectionType.Basic);
    probe = new Probe(loop, watcher -> new S7Link(loop, endpoint, watcher));
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    server.close();
  }

  @Test
  void aTagThatNoAnswerHoldsIsRefusedAlone() throws Exception {
    assertThat(read("%DB1:100:INT[200]", "%DB1:0:BYTE").readings())
        .containsExactly(Reading.refused(TagStatus.TooLong), Reading.of(new TagValue.Numeric(7L)));
  }

  @Test
  void whenNoTagFitsThePlcIsAskedAllTheSame() throws Exception {
    Outcome.Ok ok = read("%DB3:100:INT[200]", "%DB1:500:INT[200]");
    assertThat(ok.readings()).containsExactly(Reading.refused(TagStatus.TooLong), Reading.refused(TagStatus.TooLong));
    assertThat(ok.ackNanos()).isPositive();
    assertThat(asked).endsWith("120a1002" + "0001" + "0001" + "84" + "000fa0");  // one byte, where a tag begins
  }

  private Outcome.Ok read(String... tags) throws Exception {
    return (Outcome.Ok) Objects.requireNonNull(probe.read(S7Plan.of(List.of(tags)), TIMEOUT).outcome());
  }

  private void serve() {
    HexFormat hex = HexFormat.of();
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      for (int i = 0; ; i++) {
        byte[] request = in.readNBytes(4);
        if (request.length < 4) return;
        asked = hex.formatHex(in.readNBytes((request[3] & 0xFF) - request.length));
        String reference = i < 2 ? "" : asked.substring(14, 18);
        client.getOutputStream().write(hex.parseHex(i == 0 ? CONFIRM : i == 1 ? SETUP
            : "0300001a02f080" + "32030000" + reference + "00020005" + "0000" + "0401" + "ff040008" + "07"));
      }
    } catch (IOException e) {
      // the test is over
    }
  }
}
