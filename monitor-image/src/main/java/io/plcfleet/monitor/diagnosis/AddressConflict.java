package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import org.jspecify.annotations.Nullable;

/**
 * Whom the switch sends our frames to changes: the one resets connections that it does not know, the other falls silent, and between
 * them reads are answered. A PLC that restarts again and again, or a firewall, can look the same; two identities in turn cannot. Where
 * answers come damaged, damage brings about resets and silence alike.
 */
final class AddressConflict implements Sign {
  private static final int SUSPICIOUS_CHANGES = 3;
  private static final int MANY_CHANGES = 6;
  private static final int RECOVERIES = 2;

  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.AddressConflict;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    if (facts.identity.alternates(now)) return Confidence.High;
    facts.flow.forward(now);
    if (facts.flow.damaged() > 0) return null;
    int changes = facts.alternation.changes(now);
    boolean alternates = changes >= SUSPICIOUS_CHANGES && facts.alternation.recoveries(now) >= RECOVERIES;
    if (!alternates) return null;
    return changes >= MANY_CHANGES ? Confidence.Medium : Confidence.Low;
  }

  @Override
  public long since(Facts facts, long now) {
    return facts.identity.alternates(now) ? facts.identity.firstChange() : facts.alternation.first(now);
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return facts.identity.alternates(now) ? facts.identity.firstGap() : facts.alternation.firstSignAfter(now);
  }

  @Override
  public String evidence(Facts facts, long now) {
    String identity = facts.identity.sentence();
    if (facts.alternation.changes(now) == 0) return identity;
    Alternation seen = facts.alternation;
    String sentence = "resets and silence took turns " + seen.changes(now) + " times in " + Words.time(seen.newest() - seen.first(now))
        + " (reset or refused " + seen.resets(now) + ", silent " + seen.silences(now) + ", answered again " + seen.recoveries(now) + ")";
    return facts.identity.alternates(now) ? identity + "; " + sentence : sentence;
  }
}
