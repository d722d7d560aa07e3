package io.plcfleet.monitor.link.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many protected PLCs at once: the one thread with the keys is what they wait for. */
class KeyedLinkTest {
  private static final Duration TIMEOUT = Duration.ofMillis(100);
  private final EventLoop loop = Loop.start();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    released.countDown();
    loop.close();
    server.close();
  }

  @Test
  void ourOwnQueueIsNotTheTimeOfThePlc() throws Exception {
    Watched first = new Watched(this::waits, true);
    Watched second = new Watched(() -> true, true);
    open(first);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    open(second);
    assertThat(second.outcomes.poll(4 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)).as("nothing, however long it takes").isNull();
    released.countDown();
    assertThat(first.outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("open");
    assertThat(second.outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("open");
    assertThat(second.link.phases().handshake()).as("how long the PLC took").isLessThan(3 * TIMEOUT.toNanos());
  }

  @Test
  void thePlcHasItsTimeWhenTheStepIsDone() throws Exception {
    Watched silent = new Watched(() -> true, false);
    open(silent);
    assertThat(silent.outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("HandshakeTimeout");
  }

  @Test
  void whatAConnectionThatIsGoneHadLeftToDoIsNotDone() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Watched first = new Watched(this::waits, true);
    Watched gone = new Watched(() -> done.incrementAndGet() > 0, true);
    Watched last = new Watched(() -> true, true);
    open(first);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    open(gone);
    CountDownLatch queued = new CountDownLatch(1);
    loop.execute(() -> gone.link.whenQueued(queued));
    assertThat(queued.await(5, TimeUnit.SECONDS)).isTrue();
    CountDownLatch closed = new CountDownLatch(1);
    loop.execute(() -> {
      gone.link.close();
      closed.countDown();
    });
    assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    open(last);
    released.countDown();
    assertThat(last.outcomes.poll(5, TimeUnit.SECONDS)).isEqualTo("open");
    assertThat(done).hasValue(0);
    assertThat(gone.outcomes).isEmpty();
  }

  private boolean waits() throws InterruptedException {
    begun.countDown();
    return released.await(20, TimeUnit.SECONDS);
  }

  private void open(Watched watched) {
    loop.execute(() -> watched.link.open(TIMEOUT.toNanos()));
  }

  private final class Watched implements Link.Watcher {
    final LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    final Greeting link;

    Watched(Callable<Boolean> step, boolean greets) {
      link = new Greeting(loop, server, this, step, greets);
    }

    @Override
    public void opened(Link opened) {
      outcomes.add("open");
    }

    @Override
    public void outcome(Link source, Outcome outcome) {
      outcomes.add(outcome instanceof Outcome.Failure failure ? failure.errorClass().name() : outcome.sentence());
    }
  }

  /** A protocol that greets by a step with keys, and no more. */
  private static final class Greeting extends KeyedLink {
    private final Callable<Boolean> step;
    private final boolean greets;
    private CountDownLatch queued = new CountDownLatch(1);
    private boolean isQueued;

    Greeting(Loop loop, ServerSocket server, Watcher watcher, Callable<Boolean> step, boolean greets) {
      super(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher);
      this.step = step;
      this.greets = greets;
    }

    void whenQueued(CountDownLatch told) {
      queued = told;
      if (isQueued) told.countDown();
    }

    @Override
    protected void greet() {
      offLoop(step, _ -> {
        if (!greets) return;
        shookHands();
        greeted();
      });
      isQueued = true;
      queued.countDown();
    }

    @Override
    void reject(Rejected e) {
      throw new AssertionError(e);
    }

    @Override
    protected void takeGreeting(ByteBuffer in, int length) {
      throw new AssertionError("nobody answers");
    }

    @Override
    protected void ask(Plan plan) {
      throw new AssertionError("nobody asks");
    }

    @Override
    protected boolean knows(Inquiry asked) {
      return false;
    }

    @Override
    protected void inquire(Inquiry asked) {
      throw new AssertionError("nobody asks");
    }

    @Override
    protected int frameLength(ByteBuffer in) {
      return 0;
    }

    @Override
    protected void takeAnswer(ByteBuffer in, int length) {
      throw new AssertionError("nobody answers");
    }
  }
}
