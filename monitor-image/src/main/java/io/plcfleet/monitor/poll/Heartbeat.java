package io.plcfleet.monitor.poll;

/**
 * Whether a PLC gives signs of life. Any valid reply is one. Only after an interval without traffic is it probed; after so many probes in a
 * row without an answer its connection is silent: it stands, and nobody is behind it.
 *
 * <pre>
 *   a reply within the interval            Alive
 *   a request is in flight                 Busy    look again at its latest end
 *   other traffic within the interval      Wait
 *   nobody can be asked                    Missed
 *   the declared rate is used up           Wait    the next read is the next sign of life
 *   else                                   Probe   answered: {@link #replied}; not: {@link #missed}
 * </pre>
 *
 * <p>The declared rate is one request in the shorter of poll interval and heartbeat interval: where reads leave room for n requests between
 * two of them, n probes go out at most. So a heartbeat that is not twice as fast as the reads sends none: the reads are the heartbeat.
 */
final class Heartbeat {
  enum Look { Alive, Busy, Missed, Wait, Probe }

  private long traffic; // newest
  private long reply; // newest
  private boolean replied;
  private int misses;
  private int probes; // since the newest read

  Heartbeat(long now) {
    traffic = now;
  }

  /** A read goes out by its own schedule. */
  void reads(long now) {
    traffic = now;
    probes = 0;
  }

  void probes(long now) {
    traffic = now;
    probes++;
  }

  /** Any valid reply: a refused tag is one too. */
  void replied(long now) {
    traffic = now;
    reply = now;
    replied = true;
    misses = 0;
  }

  /** A probe was not answered, or an interval went by in which nobody could be asked. */
  void missed(long now) {
    traffic = now;
    misses++;
  }

  /** A request ended without saying anything of the PLC: our own process stood still. */
  void unknown(long now) {
    traffic = now;
  }

  /** So many in a row, at least one: the connection is of no use any more. */
  boolean silent(int maxMisses) {
    return misses >= Math.max(1, maxMisses);
  }

  /**
   * @param inFlight a request of this PLC is under way or waits for its turn
   * @param connected false while nobody can be asked
   * @param shortest interval declared, heartbeats and reads together, in nanoseconds
   * @param pollInterval between two reads
   */
  Look look(long now, long interval, boolean inFlight, boolean connected, long shortest, long pollInterval) {
    if (replied && now - reply < interval) return Look.Alive;
    if (inFlight) return Look.Busy;
    if (now - traffic < interval) return Look.Wait;
    if (!connected) return Look.Missed;
    return probes < pollInterval / shortest - 1 ? Look.Probe : Look.Wait;
  }

  /** When to look next, after a look at {@code now} and what it led to. */
  long due(Look look, long now, long interval, long timeout) {
    if (look == Look.Busy) return now + timeout;
    long next = traffic + interval;
    return next - now > 0 ? next : now + interval;
  }
}
