package io.plcfleet.monitor.poll;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.List;

/**
 * What went before a change to PreFault: the trace of one PLC as it stood at that moment. Never changes, so any thread may read it.
 *
 * @param at moment of the change, nanoseconds of the loop
 * @param before grade until then
 * @param events the oldest first
 */
public record TraceView(long at, Grade before, Reason reason, List<Event> events) {
  /**
   * @param number of the request to the PLC, counted since it is read; a connect has that of the last request before it
   * @param secondsBefore the change
   * @param event {@code Answered}, a class of failure, {@code Connected}, {@code TurnMissed} or a grade
   * @param millis that it took, 0 when that is not known
   */
  public record Event(long number, double secondsBefore, String event, double millis) {}
}
