package io.plcfleet.monitor.poll;

import java.time.Duration;

/**
 * How long a link may be quiet before it is probed. A link that looks bad is probed soon, so that its end is seen soon. A device that
 * suffers is left alone: it gets the longest interval, whatever its link looks like.
 *
 * <pre>
 *   badness  = 0.40 * min(1, rtt / 200 ms) + 0.35 * min(1, 10 * lost) + 0.25 * min(1, entropy / 2.5 bits)      0 to 1
 *   interval = longest * (shortest / longest) ^ badness                                                      500 ms to 5 s
 *
 *   rtt (P95)   lost    entropy    badness   interval, without and with a suffering device
 *     2 ms      0 %     0   bits   0.004     4.95 s   5 s
 *   120 ms      1 %     1.2 bits   0.395     2.01 s   5 s
 *   100 ms     10 %     1   bits   0.65      1.12 s   5 s
 *   200 ms     10 %     2.5 bits   1         0.5  s   5 s
 * </pre>
 *
 * <p>Source: R-31, whose weights (0.40, 0.35, 0.25) and scales (200 ms, a tenth, 2.5 bits) these are. Its formula adds the first two terms
 * to the interval, so that a slow and lossy link would be probed more seldom, and says beside it that poor health must shorten it: here it
 * does. Between the bounds badness goes by ratio: each tenth of it shortens the interval by a fifth.
 *
 * <p>A shorter interval holds at once, a longer one is approached by an eighth of the way with each step: one good answer is no health.
 */
final class AdaptiveInterval {
  private static final double SLOW = 0.200; // s
  private static final double LOSSY = 0.1;
  private static final double SCATTERED = 2.5; // bits
  private static final double STEP = 1 / 8.0;

  private double learnt = Double.NaN; // ns

  /**
   * What the link itself asks for, in nanoseconds.
   *
   * @param rttSeconds the 95th percentile; NaN counts as nothing known against the link, and so do the others
   * @param lost share of requests without an answer
   * @param entropyBits of the response times
   */
  static double target(double rttSeconds, double lost, double entropyBits, Duration shortest, Duration longest) {
    double badness = 0.40 * share(rttSeconds / SLOW) + 0.35 * share(lost / LOSSY) + 0.25 * share(entropyBits / SCATTERED);
    double low = shortest.toNanos();
    double high = longest.toNanos();
    return Math.clamp(high * Math.pow(low / high, badness), low, high);
  }

  /**
   * One step on the way to what the link asks for.
   *
   * @param suffers the device is busy or overloaded, serves others behind the same gateway, or is about to fail
   * @return the interval from now on, in nanoseconds
   */
  long next(double targetNanos, boolean suffers, Duration shortest, Duration longest) {
    double low = shortest.toNanos();
    double high = longest.toNanos();
    double wanted = suffers ? high : targetNanos;
    boolean atOnce = suffers || Double.isNaN(learnt) || wanted < learnt;
    learnt = Math.clamp(atOnce ? wanted : learnt + (wanted - learnt) * STEP, low, high);
    return (long) learnt;
  }

  /** Nanoseconds; the longest while nothing is learnt. */
  long current(Duration longest) {
    return Double.isNaN(learnt) ? longest.toNanos() : (long) learnt;
  }

  void forget() {
    learnt = Double.NaN;
  }

  private static double share(double part) {
    return Double.isNaN(part) ? 0 : Math.clamp(part, 0, 1);
  }
}
