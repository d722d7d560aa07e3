package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.Resolver.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    }, clock::get)) {
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
    }, clock::get)) {
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

  private Answer next() throws InterruptedException {
    Answer answer = answers.poll(5, TimeUnit.SECONDS);
    if (answer == null) throw new AssertionError("no answer");
    return answer;
  }

  private static InetAddress[] addresses() {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }
}
