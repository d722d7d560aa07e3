package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import org.jspecify.annotations.Nullable;

/** The PLC answers with a value that its program should have changed. A value that never changed may be the wrong tag. */
final class LifeSignFrozen implements Sign {
  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.LifeSignFrozen;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    if (!facts.lifeSign.isFrozen() || facts.attempts.enough()) return null;
    return facts.lifeSign.changedEver() ? Confidence.High : Confidence.Medium;
  }

  @Override
  public long since(Facts facts, long now) {
    return facts.lifeSign.firstEqual();
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return facts.lifeSign.firstSignAfter();
  }

  @Override
  public String evidence(Facts facts, long now) {
    LifeSign life = facts.lifeSign;
    return "the life sign was the same in " + life.samples() + " samples over " + Words.time(life.frozenFor()) + ", allowed are "
        + Words.time(life.maxFrozen()) + (life.changedEver() ? "; it changed before" : "; it has never changed since the monitor reads it");
  }
}
