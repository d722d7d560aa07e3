package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * Nobody there has ever answered, or not in this protocol. Who answers with something else is sure to be another; who refuses may be the
 * right PLC that is not ready; who stays silent may be switched off.
 */
final class WrongEndpoint implements Sign {
  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.WrongEndpoint;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    Attempts attempts = facts.attempts;
    ErrorClass last = attempts.last();
    if (last == null || !attempts.enough()) return null;
    boolean alike = attempts.count(last) == attempts.inARow();
    if (attempts.answeredEver()) return last == ErrorClass.ProtocolError && alike ? Confidence.Medium : null;
    Confidence confidence = neverAnswered(last, facts.neighboursAnswer());
    if (alike) return confidence;
    return confidence == Confidence.High ? Confidence.Medium : Confidence.Low;  // something else was seen as well
  }

  private static Confidence neverAnswered(ErrorClass last, boolean neighboursAnswer) {
    return switch (last) {
      case ProtocolError -> Confidence.High;
      case Refused, HandshakeRejected, DnsFailure, TargetUnreachable -> Confidence.Medium;
      case RequestTimeout -> neighboursAnswer ? Confidence.Medium : Confidence.Low;
      case ConnectTimeout, Unroutable, HandshakeTimeout, ConnectionReset, ClosedByPeer, DeviceBusy, DeviceFailure -> Confidence.Low;
      case AddressError, AccessDenied, ConfigError, AddressForbidden, LocalFailure -> Confidence.Low;  // not told: they are not of the link
    };
  }

  @Override
  public long since(Facts facts, long now) {
    return facts.attempts.first();
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return facts.attempts.firstSignAfter();
  }

  @Override
  public String evidence(Facts facts, long now) {
    return facts.attempts.sentence() + facts.neighbours();
  }
}
