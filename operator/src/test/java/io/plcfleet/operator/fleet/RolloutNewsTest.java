package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.apply.ObjectEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people are told of a rollout, and about which object. */
class RolloutNewsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SHADOW = line("ShadowStarted", "both profiles are computed");
  private static final String WORSE = line("CanaryWorse", "press-02 lost 4% of its reads, limit 2%");

  private ConfigRolloutStatus before = status("Shadow", "False", SHADOW);

  @Test
  void aLineOfTheHistoryIsAnEventOfTheRollout() {
    ObjectEvent event = news(status("Progressing", "False", SHADOW, line("CohortStarted", "2 of 12 Plcs"))).getFirst();
    assertThat(event.about().getKind()).isEqualTo("ConfigRollout");
    assertThat(event.reason()).isEqualTo("CohortStarted");
    assertThat(event.note()).isEqualTo("2 of 12 Plcs");
    assertThat(event.warns()).isFalse();
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    assertThat(news(before)).isEmpty();
  }

  @Test
  void aFailureWarnsAndItsEndIsToldOfTheFleetToo() {
    ConfigRolloutStatus back = status("RollingBack", "False", SHADOW, WORSE);
    assertThat(news(back)).extracting(e -> e.about().getKind(), ObjectEvent::warns).containsExactly(tuple("ConfigRollout", true));
    before = back;
    List<ObjectEvent> end = news(status("RolledBack", "False", SHADOW, WORSE, line("CanaryWorse", "RolledBack: press-02 lost 4% of its reads")));
    assertThat(end).extracting(e -> e.about().getKind()).containsExactly("ConfigRollout", "MonitorFleet");
    assertThat(end.getLast().reason()).isEqualTo("CanaryWorse");
    assertThat(end.getLast().warns()).isTrue();
    assertThat(end.getLast().note()).isEqualTo("ConfigRollout line-a-2 is RolledBack: press-02 lost 4% of its reads");
  }

  @Test
  void aSuccessIsNoWarning() {
    List<ObjectEvent> end = news(status("Succeeded", "False", SHADOW, line("Succeeded", "all 12 Plcs have it")));
    assertThat(end).extracting(ObjectEvent::warns).containsExactly(false, false);
  }

  @Test
  void oneThatGetsStuckIsToldOfTheFleetOnce() {
    ConfigRolloutStatus stuck = status("Shadow", "True", SHADOW);
    assertThat(news(stuck)).extracting(ObjectEvent::reason, ObjectEvent::warns, e -> e.about().getKind())
        .containsExactly(tuple("RolloutStuck", true, "MonitorFleet"));
    before = stuck;
    assertThat(news(stuck)).isEmpty();
  }

  private List<ObjectEvent> news(ConfigRolloutStatus written) {
    MonitorFleet fleet = new MonitorFleet();
    fleet.setMetadata(new ObjectMetaBuilder().withNamespace("plant").withName("line-a").build());
    ConfigRollout rollout = new ConfigRollout();
    rollout.setMetadata(new ObjectMetaBuilder().withNamespace("plant").withName("line-a-2").build());
    rollout.setStatus(before);
    return RolloutNews.of(fleet, rollout, written, NOW);
  }

  private static String line(String reason, String message) {
    return "{at: \"2026-01-01T00:00:00Z\", what: " + reason + ", message: \"" + message + "\"}";
  }

  private static ConfigRolloutStatus status(String phase, String stuck, String... history) {
    return Serialization.unmarshal("phase: " + phase + "\nmessage: why\nhistory: [" + Stream.of(history).collect(Collectors.joining(", ")) + "]\n"
        + "conditions: [{type: RolloutStuck, status: \"" + stuck + "\", reason: r, message: m, lastTransitionTime: \"2026-01-01T00:00:00Z\"}]\n", ConfigRolloutStatus.class);
  }
}
