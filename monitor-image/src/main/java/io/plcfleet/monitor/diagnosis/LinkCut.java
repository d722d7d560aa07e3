package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * It answered, and now does not. Silence of all layers, or of one unit behind a gateway, looks like nothing else. A refusal comes from
 * something that is still there: a PLC that restarts, or whose service was switched off. Where connections come about and nothing follows,
 * a PLC that hangs, one that ends every connection and a firewall between look the same.
 */
final class LinkCut implements Sign {
  private static final Set<ErrorClass> NO_CONNECTION =
      EnumSet.of(ErrorClass.Refused, ErrorClass.ConnectTimeout, ErrorClass.Unroutable, ErrorClass.DnsFailure, ErrorClass.TargetUnreachable);
  private static final Set<ErrorClass> SILENCE =
      EnumSet.of(ErrorClass.ConnectTimeout, ErrorClass.Unroutable, ErrorClass.RequestTimeout, ErrorClass.TargetUnreachable);

  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.LinkCut;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    Attempts attempts = facts.attempts;
    ErrorClass last = attempts.last();
    if (last == null || !attempts.enough() || !attempts.answeredEver()) return null;
    if (DeviceOverloaded.refusesGreetings(attempts)) return null;
    boolean unitAlone = last == ErrorClass.RequestTimeout && facts.neighboursAnswer();
    if (!unitAlone && !NO_CONNECTION.contains(last)) return Confidence.Low;
    if (last == ErrorClass.DnsFailure) return Confidence.Low;  // its name server was asked, not the PLC
    return attempts.only(SILENCE) ? Confidence.High : Confidence.Medium;
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
