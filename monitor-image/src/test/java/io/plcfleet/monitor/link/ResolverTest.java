package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Networks;
import io.plcfleet.monitor.link.Resolver.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void anErrorAnswersAndLetsTheNextOneAsk() throws Exception {
    try (Resolver resolver = new Resolver(_ -> {
      if (asked.incrementAndGet() == 1) throw new NoClassDefFoundError("thrown by a test");
      return addresses();
    }, clock::get, Networks.EVERYWHERE)) {
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isEqualTo(new Answer.Failed("the look-up broke off"));
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isInstanceOf(Answer.Found.class);
    }
  }

  @Test
  void anAnswerThatCameTooLateServesTheNextAttemptsForHalfAMinute() throws Exception {
    try (Resolver resolver = new Resolver(_ -> {
      asked.incrementAndGet();
      throw new UnknownHostException();
    }, clock::get, Networks.EVERYWHERE)) {
      Answer found = new Answer.Found(List.of(addresses()));
      resolver.keep("plc.example", found);
      resolver.keep("plc.example", new Answer.Failed("too late"));
      clock.addAndGet(Resolver.LATE_HOLDS);
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isEqualTo(found);
      assertThat(asked).hasValue(0);
      clock.incrementAndGet();
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isEqualTo(new Answer.Failed("the name server does not know it"));
    }
  }

  /** More of them than there are threads. */
  @Test
  void namesThatTookLongHoldUpNoOthers() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean hang = new AtomicBoolean();
    try (Resolver resolver = new Resolver(host -> {
      boolean hangs = host.startsWith("hangs");
      if (hangs && hang.get()) await(released);
      if (hangs || asked.getAndIncrement() == 0) clock.addAndGet(Resolver.LONG + 1);
      if (hangs) throw new UnknownHostException();
      return addresses();
    }, clock::get, Networks.EVERYWHERE)) {
      for (int round = 0; round < 2; round++) {  // slow, then quick again
        resolver.resolve("recovers.example", answers::add);
        assertThat(next()).isInstanceOf(Answer.Found.class);
      }
      for (int i = 0; i < 5; i++) {
        resolver.resolve("hangs-" + i + ".example", answers::add);
        assertThat(next()).isInstanceOf(Answer.Failed.class);
      }
      hang.set(true);
      for (int i = 0; i < 5; i++) resolver.resolve("hangs-" + i + ".example", answers::add);
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isInstanceOf(Answer.Found.class);
      resolver.resolve("recovers.example", answers::add);
      assertThat(next()).isInstanceOf(Answer.Found.class);
      released.countDown();
      for (int i = 0; i < 5; i++) assertThat(next()).isInstanceOf(Answer.Failed.class);
    }
  }

  /** Whatever a name stands for: the look-up is what counts, at each attempt. */
  @Test
  void whatIsNotPermittedIsLeftOut() throws Exception {
    InetAddress plc = InetAddress.ofLiteral("10.1.2.3");
    InetAddress metadata = InetAddress.ofLiteral("169.254.169.254");
    AtomicReference<InetAddress[]> addresses = new AtomicReference<>(new InetAddress[] {metadata, plc});
    try (Resolver resolver = new Resolver(_ -> Objects.requireNonNull(addresses.get()), clock::get, Networks.parse("10.1.0.0/16"))) {
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isEqualTo(new Answer.Found(List.of(plc)));
      addresses.set(new InetAddress[] {metadata});
      resolver.resolve("plc.example", answers::add);
      assertThat(next()).isEqualTo(new Answer.Forbidden("169.254.169.254 is not among the networks that the administrator permits (chart value allowedCidrs): permitted are 10.1.0.0/16"));
      resolver.resolve("127.0.0.1", answers::add);
      assertThat(next()).isInstanceOf(Answer.Forbidden.class);
      resolver.resolve("10.1.2.3", answers::add);
      assertThat(next()).isEqualTo(new Answer.Found(List.of(plc)));
    }
  }

  private Answer next() throws InterruptedException {
    Answer answer = answers.poll(5, TimeUnit.SECONDS);
    if (answer == null) throw new AssertionError("no answer");
    return answer;
  }

  private static void await(CountDownLatch happened) throws UnknownHostException {
    try {
      happened.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException("the test is over");
    }
  }

  private static InetAddress[] addresses() {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }
}
