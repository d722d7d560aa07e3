package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import org.jspecify.annotations.Nullable;

/**
 * Something on the way loses, damages or delays, and the PLC answers in between. Never more than Medium: one PLC alone cannot tell its
 * own network interface from the path to it.
 */
final class NetworkPathDegraded implements Sign {
  private static final int LOSSES = 2;

  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.NetworkPathDegraded;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    Flow flow = facts.flow;
    flow.forward(now);
    if (facts.attempts.enough() || flow.answers() == 0) return null;
    boolean loses = flow.lost() + flow.damaged() >= LOSSES;
    boolean uneven = flow.isUneven();
    if (loses && (uneven || (flow.lost() > 0 && flow.damaged() > 0))) return Confidence.Medium;
    return loses || uneven ? Confidence.Low : null;
  }

  @Override
  public long since(Facts facts, long now) {
    return facts.flow.lost() + facts.flow.damaged() > 0 ? facts.flow.firstTrouble() : facts.flow.slotBegan();
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return Diagnosis.UNKNOWN;
  }

  @Override
  public String evidence(Facts facts, long now) {
    Flow flow = facts.flow;
    String lost = "in the last " + Words.time(flow.window()) + " " + flow.answers() + " reads were answered; between them reads got lost "
        + flow.lost() + " times and damaged " + flow.damaged() + " times";
    return flow.answers() < Flow.ENOUGH_FOR_SPREAD ? lost
        : lost + "; response times are " + Words.time((long) flow.mean()) + " and vary by " + Words.time((long) flow.spread());
  }
}
