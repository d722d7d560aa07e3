package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagValue;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PLC that answers its first read only when it is asked for the second; values are 1, 2 and so on. */
class LateAnswerTest {
  private static final String CONFIRM = "0300001611d00001000100c0010ac1020100c2020101";
  private static final String SETUP = "0300001b02f080320300000001000800000000f0000001000100f0";
  private final EventLoop loop = Loop.start();
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    server.close();
  }

  @Test
  void aLateAnswerIsDroppedAndTheConnectionGoesOn() throws Exception {
    Endpoint.S7 endpoint = new Endpoint.S7(server.getInetAddress().getHostAddress(), server.getLocalPort(), 0, 1, Endpoint.S7.ConnectionType.Basic);
    Probe probe = new Probe(loop, watcher -> new S7Link(loop, endpoint, watcher));
    S7Plan plan = S7Plan.of(List.of("%DB1:0:BYTE"));
    assertThat(probe.open(Duration.ofSeconds(5)).outcome()).isNull();
    assertThat(probe.read(plan, Duration.ofMillis(300), true).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
    Outcome second = probe.read(plan, Duration.ofSeconds(5), true).outcome();
    assertThat(second).isInstanceOfSatisfying(Outcome.Ok.class, ok -> assertThat(ok.readings()).containsExactly(Reading.of(new TagValue.Numeric(2L))));
    assertThat(connections).hasValue(1);
  }

  /** It may not know the question. */
  @Test
  void aQuestionThatStaysUnansweredLeavesTheConnectionOpen() throws Exception {
    Endpoint.S7 endpoint = new Endpoint.S7(server.getInetAddress().getHostAddress(), server.getLocalPort(), 0, 1, Endpoint.S7.ConnectionType.Basic);
    Probe probe = new Probe(loop, watcher -> new S7Link(loop, endpoint, watcher));
    assertThat(probe.open(Duration.ofSeconds(5)).outcome()).isNull();
    assertThat(probe.ask(Inquiry.CpuState, Duration.ofMillis(300)).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.state()).isEqualTo(Link.State.Idle);
    assertThat(probe.read(S7Plan.of(List.of("%DB1:0:BYTE")), Duration.ofSeconds(5)).outcome()).isInstanceOf(Outcome.Ok.class);
    assertThat(connections).hasValue(1);
  }

  private void serve() {
    HexFormat hex = HexFormat.of();
    try {
      while (true) {
        try (Socket client = server.accept()) {
          connections.incrementAndGet();
          DataInputStream in = new DataInputStream(client.getInputStream());
          String late = "";
          for (int i = 0; ; i++) {
            byte[] head = new byte[4];
            in.readFully(head);
            String asked = hex.formatHex(in.readNBytes((head[3] & 0xFF) - head.length));
            String answer = i == 0 ? CONFIRM : i == 1 ? SETUP
                : "0300001a02f080" + "32030000" + asked.substring(14, 18) + "00020005" + "0000" + "0401" + "ff040008" + "0" + (i - 1);
            if (i == 2) late = answer;
            else client.getOutputStream().write(hex.parseHex(late + answer));
            if (i > 2) late = "";
          }
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }
}
