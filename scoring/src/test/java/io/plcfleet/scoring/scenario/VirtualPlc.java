package io.plcfleet.scoring.scenario;

import io.plcfleet.scoring.ErrorClass;
import java.util.List;

/**
 * How the PLC and its link behave at present. Everything comes in turn and nothing by chance, so that a story always goes the same way.
 *
 * @param millis response times, one after the other
 * @param risePerSecond milliseconds that each response time is longer than it was a second before
 * @param bad the first so many of every {@code of} attempts fail
 * @param failures what they fail with, one after the other; RequestTimeout waits for the timeout
 */
record VirtualPlc(List<Double> millis, double risePerSecond, long riseSinceMillis, int bad, int of, List<ErrorClass> failures) {
  static VirtualPlc healthy(double millis) {
    return new VirtualPlc(List.of(millis), 0, 0, 0, 1, List.of());
  }

  VirtualPlc taking(List<Double> times, double rise, long since) {
    return new VirtualPlc(times, rise, since, bad, of, failures);
  }

  VirtualPlc failing(int ofThem, int every, List<ErrorClass> with) {
    return new VirtualPlc(millis, risePerSecond, riseSinceMillis, ofThem, every, with);
  }

  boolean fails(long attempt) {
    return attempt % of < bad;
  }

  ErrorClass failure(long number) {
    return failures.get((int) (number % failures.size()));
  }

  double responseMillis(long attempt, long nowMillis) {
    return millis.get((int) (attempt % millis.size())) + risePerSecond * (nowMillis - riseSinceMillis) / 1000.0;
  }
}
