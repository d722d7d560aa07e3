package io.plcfleet.scoring;

/** Tells what happens on a link to two who want to know, in this order. */
public record TwoListeners(LinkEvents first, LinkEvents second) implements LinkEvents {
  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    first.answered(now, ackNanos, readNanos);
    second.answered(now, ackNanos, readNanos);
  }

  @Override
  public void answeredUntimed(long now) {
    first.answeredUntimed(now);
    second.answeredUntimed(now);
  }

  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    first.failed(now, waitedNanos, errorClass);
    second.failed(now, waitedNanos, errorClass);
  }

  @Override
  public void missed(long now) {
    first.missed(now);
    second.missed(now);
  }

  @Override
  public void error(long now, ErrorClass errorClass) {
    first.error(now, errorClass);
    second.error(now, errorClass);
  }

  @Override
  public void pdus(long now, int sent, int dropped) {
    first.pdus(now, sent, dropped);
    second.pdus(now, sent, dropped);
  }

  @Override
  public void heartbeat(long now, boolean answered) {
    first.heartbeat(now, answered);
    second.heartbeat(now, answered);
  }

  @Override
  public void reconnected(long now) {
    first.reconnected(now);
    second.reconnected(now);
  }

  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    first.tagAge(now, ageNanos, intervalNanos);
    second.tagAge(now, ageNanos, intervalNanos);
  }

  @Override
  public void reset(long now) {
    first.reset(now);
    second.reset(now);
  }

  @Override
  public void judged(long now, Findings findings) {
    first.judged(now, findings);
    second.judged(now, findings);
  }

  @Override
  public void interval(long now, long pollIntervalNanos) {
    first.interval(now, pollIntervalNanos);
    second.interval(now, pollIntervalNanos);
  }
}
