package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void understandsWhatACommandSays() {
    assertThat(Fault.parse("slow", "400ms")).isEqualTo(new Fault.Slow(new Latency(Duration.ofMillis(400), Duration.ofMillis(40))));
    assertThat(Fault.parse("slow", "2s,100ms")).isEqualTo(new Fault.Slow(new Latency(Duration.ofSeconds(2), Duration.ofMillis(100))));
    assertThat(Fault.parse("drop", "0.5")).isEqualTo(new Fault.Drop(0.5));
    assertThat(Fault.parse("corrupt", "0.03")).isEqualTo(new Fault.Corrupt(0.03));
    assertThat(Fault.parse("weak", null)).isEqualTo(Fault.Weak.network());
    assertThat(Fault.parse("forget", "5s")).isEqualTo(new Fault.Forget(Duration.ofSeconds(5)));
    assertThat(Fault.parse("reply", "0300")).isEqualTo(new Fault.Reply("0300"));
    assertThat(Fault.parse("reword", "0a0b,0c0d")).isEqualTo(new Fault.Reword("0a0b", "0c0d"));
    assertThat(Fault.parse("endinflight", "reset")).isEqualTo(new Fault.EndInFlight(true));
    assertThat(Fault.parse("endinflight", "hangup")).isEqualTo(new Fault.EndInFlight(false));
    assertThat(Fault.parse("Freeze", null)).isEqualTo(new Fault.Freeze());
    assertThat(Fault.parse("none", "")).isEqualTo(new Fault.None());
  }

  @Test
  void saysItselfInTheSameWords() {
    assertThat(Fault.parse("slow", "400ms").text()).isEqualTo("slow 400ms,40ms");
    assertThat(Fault.parse("drop", "0.5").text()).isEqualTo("drop 0.5");
    for (String kind : new String[] {"none", "freeze", "reset", "hangup", "refuse", "garbage", "loseone", "hijack"}) {
      assertThat(Fault.parse(kind, null).text()).isEqualTo(kind);
    }
    for (String fault : new String[] {"weak 80ms,40ms", "forget 5000ms", "reply 0300", "reword 0a,0b", "endinflight reset", "endinflight hangup", "corrupt 0.03"}) {
      String[] words = fault.split(" ", 2);
      assertThat(Fault.parse(words[0], words[1]).text()).isEqualTo(fault);
    }
  }

  @Test
  void namesTheWayOut() {
    assertThatThrownBy(() -> Fault.parse("explode", null)).hasMessageContaining("explode").hasMessageContaining("freeze");
    assertThatThrownBy(() -> Fault.parse("slow", null)).hasMessageContaining("slow needs a value");
    assertThatThrownBy(() -> Fault.parse("slow", "fast")).hasMessageContaining("400ms");
    assertThatThrownBy(() -> Fault.parse("slow", "10ms,20ms")).hasMessageContaining("jitter");
    assertThatThrownBy(() -> Fault.parse("reword", "0a")).hasMessageContaining("0a0b,0a0c");
    assertThatThrownBy(() -> Fault.parse("reword", "0a,0b0c")).hasMessageContaining("as many bytes");
    assertThatThrownBy(() -> Fault.parse("drop", "1.5")).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> Fault.parse("drop", "NaN")).hasMessageContaining("between 0 and 1");
  }
}
