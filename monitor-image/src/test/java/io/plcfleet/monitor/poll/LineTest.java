package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.S7Plc.Reads;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private final Loops loops = Loops.start(1);
  private final EventLoop loop = loops.first();

  @AfterEach
  void end() {
    loops.close();
  }

  /** It does not know them: that costs neither the connection nor a read. */
  @Test
  void questionsThatStayUnansweredAreHeldAgainstNobody() throws Exception {
    try (S7Plc device = new S7Plc(Reads.Answered)) {
      Conversation plc = begun(device, Fleet.link(100, 300));
      Gateway.await("it was asked twice for each of two things", SOON, () -> device.questions.get() == 4);
      long before = counts(plc).answered();
      Gateway.await("reads go on", SOON, () -> counts(plc).answered() > before + 3);
      assertThat(device.connections).hasValue(1);
      assertThat(device.questions).as("and then for a long time not").hasValue(4);
      assertThat(counts(plc).failed()).isZero();
      assertThat(counts(plc).errors()).isEmpty();
      assertThat(onLoop(plc::proven)).isTrue();
    }
  }

  /** The next connection begins with nothing of what was in flight then. */
  @Test
  void itsLastPlcLeavesInTheMidstOfARead() throws Exception {
    try (S7Plc device = new S7Plc(Reads.Unanswered)) {
      Conversation plc = begun(device, Fleet.link(100, 10_000));
      assertThat(device.asked.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
      onLoop(() -> {
        plc.end();
        plc.begin();
        return true;
      });
      Gateway.await("the connect that failed is noted", SOON, () -> counts(plc).errors().containsKey(ErrorClass.ClosedByPeer));
    }
  }

  private Conversation begun(S7Plc device, LinkSettings settings) throws Exception {
    Endpoint endpoint = new Endpoint.S7(device.host(), device.port(), 0, 1, Endpoint.S7.ConnectionType.Basic);
    TagGroups tags = TagGroups.of(endpoint, List.of(Tag.of("life", "%DB1:0:BYTE").asEssential()), settings);
    return onLoop(() -> {
      Line line = new Line(loop, new ConnectGate(), new Backoff(new Random(1)), new Traffic(), endpoint);
      Conversation plc = new Conversation(line.loop(), line, new Backoff(new Random(1)), Profile.standard(), settings, tags, "uid");
      plc.begin();
      return plc;
    });
  }

  private Counts counts(Conversation plc) {
    return onLoop(() -> plc.account().counts());
  }

  private <T> T onLoop(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.orTimeout(5, TimeUnit.SECONDS).join();
  }
}
