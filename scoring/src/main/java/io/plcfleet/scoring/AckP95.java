package io.plcfleet.scoring;

/**
 * 95th percentile (nearest rank) of response times over 60 s, longer for slow polling. Unit: seconds.
 *
 * <p>A response time, not a TCP ACK: from the last byte of the request written to the complete matched response. A timeout counts with
 * its timeout value, else a dying link would look fast. The first answer of a connection is left out, it also pays for setting up.
 * Source: R-12.
 */
final class AckP95 implements Signal {
  @Override
  public SignalName name() {
    return SignalName.AckP95;
  }

  @Override
  public Reason reason() {
    return Reason.AckLatencyHigh;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 15, 0.120, 0.200);
  }

  @Override
  public double measure(LinkHistory history) {
    Latencies latencies = history.latencies();
    return latencies.count() == 0 ? ABSENT : latencies.percentileSeconds(95);
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.latencies().count() >= history.enoughReads();
  }

  @Override
  public String label() {
    return "ACK P95";
  }

  @Override
  public String show(double value) {
    return Sentence.millis(value);
  }
}
