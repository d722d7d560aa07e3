package io.plcfleet.monitor.link;

import org.jspecify.annotations.Nullable;

/** What is asked at present, and its times, in nanoseconds of the loop. */
final class Flight {
  private final boolean staysOpen;
  private final @Nullable Inquiry inquiry;
  private long sent;
  private long acknowledged;

  /**
   * @param staysOpen whether the connection outlives its end without an answer
   * @param inquiry absent for a read
   */
  Flight(boolean staysOpen, @Nullable Inquiry inquiry) {
    this.staysOpen = staysOpen;
    this.inquiry = inquiry;
  }

  boolean staysOpen() {
    return staysOpen;
  }

  @Nullable Inquiry inquiry() {
    return inquiry;
  }

  /** Times count from the last byte of the first request that the system took. */
  void sent(long now) {
    if (acknowledged == 0) sent = now;
  }

  /** An answer has come; the first one counts. */
  void matched(long now) {
    if (acknowledged == 0) acknowledged = now - sent;
  }

  long acknowledged() {
    return acknowledged;
  }

  /** The last answer has come. @return nanoseconds since the first request */
  long took(long now) {
    if (sent == 0) throw new IllegalStateException("answered without having been asked");
    return now - sent;
  }
}
