package io.plcfleet.scoring;

import java.util.List;

/** The one list of signals, in the order of {@link SignalName}. */
public final class Signals {
  private static final List<Signal> ALL = List.of(
      new SuccessRatio(),
      new ReadP95(),
      new AckP95(),
      new RttJitterRatio(),
      new PduDropRatio(),
      new PduDropRate(),
      new HeartbeatMissRatio(),
      new ReconnectRate(),
      new ErrorRate(),
      new ErrorEntropy(),
      new ResponseStability(),
      new TagStaleness());

  private Signals() {}

  public static List<Signal> all() {
    return ALL;
  }

  public static Signal of(SignalName name) {
    return ALL.get(name.index());
  }
}
