package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Role;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagValue;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What outlives a connection, and what does not. */
class AccountTest {
  private static final long SECOND = 1_000_000_000;
  private static final Account.Neighbours ALONE = new Account.Neighbours() {
    @Override public int count() {
      return 0;
    }

    @Override public int answering() {
      return 0;
    }
  };
  private long now = 5 * SECOND;

  /** Half a STOP: else one on the next connection would be taken for its confirmation. */
  @Test
  void aStopThatWasNotConfirmedEndsWithItsConnection() throws Exception {
    Account account = new Account(Profile.standard(), tags(), ALONE, now);
    says(account, CpuState.Stop);
    account.connected(now += SECOND, null, true);
    says(account, CpuState.Stop);
    assertThat(account.suspicion(now)).isNull();
    says(account, CpuState.Stop);
    assertThat(named(account)).isEqualTo(DiagnosisClass.CpuStopped);
    account.connected(now += SECOND, null, true);
    assertThat(named(account)).as("until something else is seen").isEqualTo(DiagnosisClass.CpuStopped);
  }

  @Test
  void aStopEndsWhenThePlcWasAwayForTooLong() throws Exception {
    Account account = new Account(Profile.standard(), tags(), ALONE, now);
    says(account, CpuState.Stop);
    says(account, CpuState.Stop);
    assertThat(named(account)).isEqualTo(DiagnosisClass.CpuStopped);
    account.broken(now, new Outcome.ClosedByPeer(0), false);
    now += 24 * 3600 * SECOND;
    account.connected(now, null, true);
    reads(account, tags(), 7);
    assertThat(account.suspicion(now)).isNull();
  }

  @Test
  void anOutageIsNoTimeInWhichTheLifeSignStoodStill() throws Exception {
    Account account = new Account(Profile.standard(), tags(), ALONE, now);
    for (int i = 0; i < 4; i++) reads(account, tags(), 7);
    now += 60 * SECOND;
    account.connected(now, null, true);
    reads(account, tags(), 7);
    assertThat(account.suspicion(now)).isNull();
    for (int i = 0; i < 7; i++) reads(account, tags(), 7);
    assertThat(named(account)).isEqualTo(DiagnosisClass.LifeSignFrozen);
    account.connected(now += SECOND, null, true);
    reads(account, tags(), 7);
    assertThat(named(account)).as("it was frozen before").isEqualTo(DiagnosisClass.LifeSignFrozen);
    reads(account, tags(), 8);
    assertThat(account.suspicion(now)).isNull();
  }

  /** A link that worked goes on being what it was: nothing was seen of it. */
  @Test
  void whatIsWrongOnOurSideLeavesItsReachabilityAlone() throws Exception {
    Account account = new Account(Profile.standard(), tags(), ALONE, now);
    reads(account, tags(), 7);
    for (int i = 0; i < 5; i++) account.broken(now += SECOND, new Outcome.ConfigError("credentials are gone", 0), true);
    assertThat(account.judge().reachable()).isTrue();
    assertThat(account.counts().errors()).containsExactly(Map.entry(ErrorClass.ConfigError, 5L));
    assertThat(account.diary().problem()).isEqualTo("credentials are gone");
    reads(account, tags(), 8);
    assertThat(account.diary().problem()).isNull();
  }

  /** Whoever is in charge hears of it by the alert of any PLC that cannot be reached, and reads why. */
  @Test
  void aNameThatLeadsToAForbiddenAddressLaterMakesItUnreachable() throws Exception {
    Account account = new Account(Profile.standard(), tags(), ALONE, now);
    reads(account, tags(), 7);
    String why = "press.plant: 192.0.2.7 is not among the networks";
    for (int i = 0; i < 3; i++) account.broken(now += SECOND, new Outcome.AddressForbidden(why, 0), false);
    assertThat(account.judge().reachable()).isFalse();
    assertThat(account.judge().assessment(now).reason()).isEqualTo(Reason.Unreachable);
    assertThat(account.counts().errors()).containsExactly(Map.entry(ErrorClass.AddressForbidden, 3L));
    assertThat(account.diary().problem()).isEqualTo(why);
    reads(account, tags(), 8);
    assertThat(account.judge().reachable()).isTrue();
    assertThat(account.diary().problem()).isNull();
  }

  private void says(Account account, CpuState state) {
    account.told(now += SECOND, new Outcome.Told(state, false, 0), false);
  }

  private void reads(Account account, TagGroups tags, int value) {
    GroupReads group = new GroupReads(tags.reference(), "uid", SECOND, now);
    account.answered(now += SECOND, new Outcome.Ok(Readings.of(List.of(Reading.of(new TagValue.Numeric(value)))), 3_000_000, 3_000_000), group, true, false);
  }

  private DiagnosisClass named(Account account) {
    return Objects.requireNonNull(account.suspicion(now)).diagnosis().name();
  }

  private static TagGroups tags() throws Exception {
    return TagGroups.of(new Endpoint.Modbus("127.0.0.1", 502, 1),
        List.of(new Tag("life", "holding-register:1:INT", null, true, Role.LifeSign, null)), Fleet.link(1000, 800));
  }
}
