package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.SignalName.Unit;
import io.plcfleet.scoring.Signals;
import io.plcfleet.testing.ApiServer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API server knows unit and direction of every signal's bounds. */
class PenaltyRulesIT {
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = new ApiServer().withResourceTypes();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void itsOwnBoundsAreTaken(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    create(signal, text(signal.unit(), own.good()), text(signal.unit(), own.bad()));
  }

  @ParameterizedTest
  @EnumSource
  void swappedBoundsAreRefused(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    assertThatThrownBy(() -> create(signal, text(signal.unit(), own.bad()), text(signal.unit(), own.good())))
        .hasMessageContaining(signal + " is the bad one");
  }

  @ParameterizedTest
  @EnumSource
  void boundsInAnotherUnitAreRefused(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    Unit other = signal.unit() == Unit.Ratio ? Unit.Seconds : Unit.Ratio;
    assertThatThrownBy(() -> create(signal, text(other, own.good()), text(other, own.bad()))).hasMessageContaining("good and bad of");
  }

  private static void create(SignalName signal, String good, String bad) {
    ScoringProfile profile = new ScoringProfile();
    profile.setMetadata(new ObjectMetaBuilder().withName("one-signal").withNamespace("default").build());
    profile.setSpec(new ScoringProfileSpec(null, null,
        new ScoringProfileSpec.Formula(List.of(new ScoringProfileSpec.Penalty(signal.name(), 100, good, bad)), null, null), null, null, null));
    server.client().resource(profile).dryRun().create();
  }

  private static String text(Unit unit, double bound) {
    return switch (unit) {
      case Ratio -> BigDecimal.valueOf(bound).toPlainString();
      case Seconds -> BigDecimal.valueOf(bound * 1000).stripTrailingZeros().toPlainString() + "ms";
    };
  }
}
