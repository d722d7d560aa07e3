package io.plcfleet.scoring;

/**
 * What happens on one link, as {@link LinkHistory} remembers it: what a recording holds, and what a replay tells again.
 * Times are nanoseconds of one monotonic clock, and never fall. The methods are explained where they are remembered.
 */
public interface LinkEvents {
  void answered(long now, long ackNanos, long readNanos);

  void answeredUntimed(long now);

  void failed(long now, long waitedNanos, ErrorClass errorClass);

  void missed(long now);

  void error(long now, ErrorClass errorClass);

  void pdus(long now, int sent, int dropped);

  void heartbeat(long now, boolean answered);

  void reconnected(long now);

  void tagAge(long now, long ageNanos, long intervalNanos);

  /** Everything before is forgotten. */
  void reset(long now);

  /** The link is judged by what was told so far, and by what is known for a fact. */
  void judged(long now, Findings findings);

  /** How often the link is read from now on. */
  void interval(long now, long pollIntervalNanos);
}
