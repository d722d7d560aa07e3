package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Three ways in which a PLC shows it. It says busy, which is its own word. It answers all and ever later, with little spread, which a
 * slower path could do as well; unless TCP, which no program answers, is as quick as ever. Or it refuses greetings that it took before, as
 * with no connection to spare; a PLC that was set up anew could do that as well.
 */
final class DeviceOverloaded implements Sign {
  private static final int BUSY_ANSWERS = 3;
  private static final double OFTEN_BUSY = 0.2;
  private static final double SELDOM_BUSY = 0.02;
  private static final double TIMES_LATER = 3;
  private static final long WORTH_A_WORD = Duration.ofMillis(20).toNanos();
  private static final double TIMES_TCP = 4;

  private enum Form { Busy, Late, Refusing }

  @Override
  public DiagnosisClass name() {
    return DiagnosisClass.DeviceOverloaded;
  }

  @Override
  public @Nullable Confidence seen(Facts facts, long now) {
    facts.flow.forward(now);
    Form form = form(facts);
    if (form == null) return null;
    return switch (form) {
      case Refusing -> Confidence.Low;
      case Busy -> facts.flow.busy() >= OFTEN_BUSY * facts.flow.answers() ? Confidence.High : Confidence.Medium;
      case Late -> facts.tcp != Diagnosis.UNKNOWN && facts.flow.newMean() >= TIMES_TCP * facts.tcp ? Confidence.Medium : Confidence.Low;
    };
  }

  private static @Nullable Form form(Facts facts) {
    if (facts.attempts.enough()) return refusesGreetings(facts.attempts) ? Form.Refusing : null;
    Flow flow = facts.flow;
    if (flow.busy() >= BUSY_ANSWERS && flow.busy() >= SELDOM_BUSY * flow.answers()) return Form.Busy;
    boolean complete = flow.lost() + flow.damaged() == 0;
    double later = flow.newMean() - flow.usual();
    boolean late = later >= WORTH_A_WORD && flow.newMean() >= TIMES_LATER * flow.usual();
    return complete && late && !flow.isUneven() ? Form.Late : null;
  }

  /** All of the row but for the end of the connection before it, and twice at least. */
  static boolean refusesGreetings(Attempts attempts) {
    int refused = attempts.count(ErrorClass.HandshakeRejected);
    return attempts.answeredEver() && attempts.last() == ErrorClass.HandshakeRejected && refused >= Math.max(2, attempts.inARow() - 1);
  }

  @Override
  public long since(Facts facts, long now) {
    Form form = form(facts);
    if (form == Form.Refusing) return facts.attempts.first();
    return form == Form.Busy ? facts.flow.firstTrouble() : facts.flow.slowSince(TIMES_LATER * facts.flow.usual());
  }

  @Override
  public long firstSignAfter(Facts facts, long now) {
    return form(facts) == Form.Refusing ? facts.attempts.firstSignAfter() : Diagnosis.UNKNOWN;
  }

  @Override
  public String evidence(Facts facts, long now) {
    Flow flow = facts.flow;
    Form form = form(facts);
    if (form == Form.Refusing) return facts.attempts.sentence() + "; it took greetings before";
    String window = " in the last " + Words.time(flow.window());
    if (form == Form.Busy) return "the PLC said busy in " + flow.busy() + " of " + flow.answers() + " answers" + window;
    String tcp = facts.tcp == Diagnosis.UNKNOWN ? "" : "; TCP itself connected in " + Words.time(facts.tcp);
    return "answers take " + Words.time((long) flow.newMean()) + ", usual are " + Words.time((long) flow.usual()) + "; none of "
        + flow.answers() + " was lost" + window + tcp;
  }
}
