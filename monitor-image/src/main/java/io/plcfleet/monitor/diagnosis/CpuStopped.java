package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import org.jspecify.annotations.Nullable;

/** The PLC says so itself, or it is not said. Once it cannot be asked any more, what it said last is no longer known to hold. */
final class CpuStopped implements Sign {
  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.CpuStopped;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    return facts.cpu.isStopped() && !facts.attempts.enough() ? Confidence.High : null;
  }

  @Override
  public long since(Facts facts, long now) {
    return facts.cpu.firstStop();
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return facts.cpu.firstSignAfter();
  }

  @Override
  public String evidence(Facts facts, long now) {
    Cpu cpu = facts.cpu;
    return "the PLC said STOP " + cpu.stops() + " times in a row in " + Words.time(cpu.newestStop() - cpu.firstStop())
        + ", the last time " + Words.time(now - cpu.newestStop()) + " ago";
  }
}
