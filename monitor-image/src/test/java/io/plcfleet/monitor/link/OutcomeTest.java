package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.scoring.ErrorClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every class of failure can come of a link, each in one way: as the outcome of an attempt, or as the status of a tag. */
class OutcomeTest {
  @Test
  void everyClassOfFailureHasItsOutcomeOrItsStatus() {
    Set<ErrorClass> outcomes = EnumSet.noneOf(ErrorClass.class);
    for (Outcome.Failure failure : failures()) {
      assertThat(outcomes.add(failure.errorClass())).as(failure.sentence()).isTrue();
      assertThat(failure.errorClass()).hasToString(failure.getClass().getSimpleName());
    }
    assertThat(failures()).hasSameSizeAs(Outcome.Failure.class.getPermittedSubclasses());
    Set<ErrorClass> statuses = EnumSet.noneOf(ErrorClass.class);
    assertThat(failures()).filteredOn(Outcome.Failure::isOurs).extracting(Outcome.Failure::errorClass)
        .containsExactly(ErrorClass.ConfigError, ErrorClass.LocalFailure).noneMatch(ErrorClass::concernsLink);
    for (TagStatus status : TagStatus.values()) {
      ErrorClass error = status.errorClass();
      if (error != null) statuses.add(error);
    }
    assertThat(statuses).containsExactlyInAnyOrder(ErrorClass.AddressError, ErrorClass.AccessDenied, ErrorClass.DeviceBusy, ErrorClass.DeviceFailure,
        ErrorClass.TargetUnreachable, ErrorClass.ConfigError);
    outcomes.addAll(statuses);
    assertThat(outcomes).containsExactlyInAnyOrder(ErrorClass.values());
  }

  @Test
  void aReadInWhichAllTagsWereRefusedAlikeSaysSo() {
    assertThat(ok(TagStatus.AccessDenied, TagStatus.AccessDenied).refusal()).isEqualTo(TagStatus.AccessDenied);
    assertThat(ok(TagStatus.AccessDenied, TagStatus.AddressError).refusal()).isNull();
    assertThat(ok(TagStatus.Ok, TagStatus.AddressError).refusal()).isNull();
    assertThat(ok(TagStatus.Ok).refusal()).isNull();
    assertThat(ok().refusal()).isNull();
  }

  /** Our own limits are no failure of the PLC; what a router or the PLC says is. */
  @Test
  void whatOurOwnSystemRefusesIsOurs() {
    for (String limit : List.of("Too many open files", "Cannot assign requested address", "Network is unreachable", "Operation not permitted")) {
      assertThat(Outcome.of(new NotSent(new SocketException(limit)), 1)).isEqualTo(new Outcome.LocalFailure(limit, 1));
    }
    assertThat(Outcome.of(new IOException("No buffer space available"), 1)).isInstanceOf(Outcome.LocalFailure.class);
    assertThat(Outcome.of(new NoRouteToHostException("No route to host"), 1)).isInstanceOf(Outcome.Unroutable.class);
    assertThat(Outcome.of(new ConnectException("Connection refused"), 1)).isInstanceOf(Outcome.Refused.class);
    assertThat(new Outcome.LocalFailure("Too many open files", 1).sentence()).isEqualTo("not asked, the monitor's own system refuses: Too many open files");
  }

  @Test
  void sentencesTellTheEvidence() {
    assertThat(new Outcome.DnsFailure("plc.example", "the name server does not know it", 1_500_000).sentence())
        .isEqualTo("no address for plc.example after 1.5 ms: the name server does not know it");
    assertThat(new Outcome.RequestTimeout(0, 1_000_000_000).sentence()).isEqualTo("no answer within 1000 ms");
    assertThat(new Outcome.RequestTimeout(7, 1_000_000_000).sentence()).isEqualTo("only 7 bytes of an answer within 1000 ms");
    assertThat(new Outcome.Told(CpuState.Unknown, true, 2_000_000).sentence()).isEqualTo("does not tell, answered after 2.0 ms");
  }

  private static List<Outcome.Failure> failures() {
    return List.of(new Outcome.DnsFailure("h", "d", 1), new Outcome.Refused(1), new Outcome.ConnectTimeout(1), new Outcome.Unroutable("d", 1),
        new Outcome.HandshakeTimeout(1), new Outcome.HandshakeRejected("d", 1), new Outcome.ConnectionReset(1), new Outcome.ClosedByPeer(1),
        new Outcome.RequestTimeout(0, 1), new Outcome.TargetUnreachable(1), new Outcome.ProtocolError("d", 1), new Outcome.ConfigError("d", 1),
        new Outcome.AddressForbidden("d", 1), new Outcome.LocalFailure("d", 1));
  }

  private static Outcome.Ok ok(TagStatus... statuses) {
    List<Reading> readings = new ArrayList<>();
    for (TagStatus status : statuses) readings.add(status == TagStatus.Ok ? Reading.of(new TagValue.Bit(true)) : Reading.refused(status));
    return new Outcome.Ok(Readings.of(readings), 1, 1);
  }
}
