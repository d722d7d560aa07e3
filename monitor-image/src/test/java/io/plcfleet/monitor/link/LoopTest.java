package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.modbus.ModbusLink;
import io.plcfleet.monitor.link.modbus.ModbusPlan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final EventLoop loop = Loop.start();

  @AfterEach
  void end() {
    loop.close();
  }

  @Test
  void aMistakeStopsNobodyElse() throws Exception {
    loop.execute(() -> {
      throw new IllegalStateException("a mistake, thrown by a test");
    });
    assertThat(onLoop(() -> 7)).isEqualTo(7);
  }

  /** As a device provokes it that answers with more than we bear. */
  @Test
  void norDoesAnErrorOfTheMachine() throws Exception {
    loop.execute(() -> {
      throw new StackOverflowError("thrown by a test");
    });
    assertThat(onLoop(() -> 7)).isEqualTo(7);
  }

  @Test
  void itShowsThatItLives() throws Exception {
    Thread.sleep(600);
    assertThat(Duration.ofNanos(loop.quietFor())).isLessThan(Duration.ofMillis(400));
    loop.execute(() -> pause(700));
    Thread.sleep(500);
    assertThat(Duration.ofNanos(loop.quietFor())).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void aPauseOfOurOwnIsKnown() throws Exception {
    long before = loop.now();
    assertThat(onLoop(() -> loop.pausedSince(before))).isFalse();
    loop.execute(() -> pause(700));
    Thread.sleep(800);
    assertThat(onLoop(() -> loop.pausedSince(before))).isTrue();
    long after = loop.now();
    assertThat(onLoop(() -> loop.pausedSince(after))).isFalse();
  }

  /** The answer came while we stood still: it is taken, although its deadline has passed. */
  @Test
  void anAnswerThatCameDuringAPauseIsNoTimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerOnce(server, () -> pause(200)));
      Probe probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      assertThat(probe.open(Duration.ofSeconds(1)).outcome()).isNull();
      ModbusPlan plan = ModbusPlan.of(1, List.of("holding-register:1:INT"));
      pauseSoon();
      assertThat(probe.read(plan, Duration.ofMillis(400)).outcome()).isInstanceOf(Outcome.Ok.class);
    }
  }

  /** Too short for a pause; the answer is there all the same before its deadline is looked at. */
  @Test
  void anAnswerThatCameDuringALongErrandIsNoTimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerOnce(server, () -> loop.execute(() -> pause(300))));
      Probe probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      assertThat(probe.open(Duration.ofSeconds(1)).outcome()).isNull();
      ModbusPlan plan = ModbusPlan.of(1, List.of("holding-register:1:INT"));
      assertThat(probe.read(plan, Duration.ofMillis(200)).outcome()).isInstanceOf(Outcome.Ok.class);
    }
  }

  /** Nothing came, but we stood still: the device gets its whole time again. */
  @Test
  void aDeadlineWithinAPauseIsSetAnew() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      assertThat(probe.open(Duration.ofSeconds(1)).outcome()).isNull();
      ModbusPlan plan = ModbusPlan.of(1, List.of("holding-register:1:INT"));
      pauseSoon();
      Probe.Event event = probe.read(plan, Duration.ofMillis(400));
      assertThat(event.outcome()).isInstanceOf(Outcome.RequestTimeout.class);
      assertThat(event.after()).isGreaterThan(Duration.ofMillis(1200));
    }
  }

  private static void answerOnce(ServerSocket server, Runnable before) {
    try (Socket client = server.accept()) {
      client.getInputStream().readNBytes(12);
      before.run();
      client.getOutputStream().write(new byte[] {0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 9});
      Thread.sleep(3000);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private <T> T onLoop(java.util.function.Supplier<T> question) throws Exception {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(question.get()));
    return answer.get(5, TimeUnit.SECONDS);
  }

  /** Stands still from 50 ms on, for 900 ms: a read that begins now is in flight then. */
  private void pauseSoon() {
    Timer timer = new Timer() {
      @Override
      protected void fire(long now) {
        pause(900);
      }
    };
    loop.execute(() -> loop.set(timer, loop.now() + Duration.ofMillis(50).toNanos()));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
