package io.plcfleet.scoring;

/**
 * 95th percentile (nearest rank) of read times over the profile's window (5 min), longer for slow polling; of the newest 340 read times
 * where the window holds more, as it does when it is read faster than every 0.9 s. Unit: seconds.
 *
 * <p>From the start of a read to its last response; the more requests a read takes, the longer. A timeout counts with its timeout
 * value, and the first read of a connection is left out, as in {@link AckP95}. Source: R-10 ("latency is the 95th percentile of read
 * time"). The bounds are twice those of R-12 for one response: by R-10 200 ms cost 60 points, so nobody would call more good.
 */
final class ReadP95 implements Signal {
  @Override
  public SignalName name() {
    return SignalName.ReadP95;
  }

  @Override
  public Reason reason() {
    return Reason.ReadTimeHigh;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 15, 0.200, 0.400);
  }

  @Override
  public double measure(LinkHistory history) {
    Latencies times = history.readTimes();
    return times.count() == 0 ? ABSENT : times.percentileSeconds(95);
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.readTimes().count() >= history.enoughReads();
  }

  @Override
  public String label() {
    return "read P95";
  }

  @Override
  public String show(double value) {
    return Sentence.millis(value);
  }
}
