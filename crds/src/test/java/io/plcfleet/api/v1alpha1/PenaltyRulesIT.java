package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plcfleet.profile.Bounds;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import io.plcfleet.testing.ApiServer;
import java.math.BigDecimal;
import java.math.MathContext;
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
    create(signal, text(signal, own.good()), text(signal, own.bad()));
  }

  @ParameterizedTest
  @EnumSource
  void swappedBoundsAreRefused(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    assertThatThrownBy(() -> create(signal, text(signal, own.bad()), text(signal, own.good())))
        .hasMessageContaining(signal + " is the bad one");
  }

  @ParameterizedTest
  @EnumSource
  void boundsInAnotherUnitAreRefused(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    boolean other = !Bounds.areDurations(signal);
    assertThatThrownBy(() -> create(signal, text(other, own.good()), text(other, own.bad()))).hasMessageContaining("good and bad of " + signal + " are");
  }

  @ParameterizedTest
  @EnumSource
  void percentagesForSharesAreRefused(SignalName signal) {
    Penalty own = Signals.of(signal).standard();
    if (Bounds.areShares(signal)) {
      assertThatThrownBy(() -> create(signal, text(signal, 100 * own.good()), text(signal, 100 * own.bad())))
          .hasMessageContaining("good and bad of " + signal + " are shares of 1");
    } else {
      create(signal, text(signal, 100 * own.good()), text(signal, 100 * own.bad()));
    }
  }

  private static void create(SignalName signal, String good, String bad) {
    ScoringProfile profile = new ScoringProfile();
    profile.setMetadata(new ObjectMetaBuilder().withName("one-signal").withNamespace("default").build());
    profile.setSpec(new ScoringProfileSpec(null, null,
        new ScoringProfileSpec.Formula(List.of(new ScoringProfileSpec.Penalty(signal.name(), 100, good, bad)), null, null), null, null, null));
    server.client().resource(profile).dryRun().create();
  }

  private static String text(SignalName signal, double bound) {
    return text(Bounds.areDurations(signal), bound);
  }

  private static String text(boolean duration, double bound) {
    BigDecimal rounded = BigDecimal.valueOf(duration ? bound * 1000 : bound).round(new MathContext(6)).stripTrailingZeros();  // bounds have room for 16 characters
    return rounded.toPlainString() + (duration ? "ms" : "");
  }
}
