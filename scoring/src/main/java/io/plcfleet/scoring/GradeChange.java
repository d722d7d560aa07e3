package io.plcfleet.scoring;

import java.util.List;

/**
 * That a grade changed, why, and by which samples: the lineage of a grade and of the alert that follows from it.
 *
 * @param atNanos time of the change, on the clock of {@link LinkHistory}
 * @param action what the monitor does from now on
 * @param window the samples behind it
 */
public record GradeChange(Grade from, Grade to, Reason reason, long atNanos, Action action, SampleWindow window) {
  /**
   * The samples that the score was made of.
   *
   * @param startNanos the profile's window before the change, or the begin of the warm-up if that was later
   * @param endNanos time of the change
   * @param samples reads that ended or were due in it, to a thirtieth of the window
   * @param scoreAtStart NaN when there was none
   * @param scoreAtEnd NaN when there is none
   * @param dearest at most three, the dearest first
   */
  public record SampleWindow(long startNanos, long endNanos, long samples, double scoreAtStart, double scoreAtEnd, List<PointsLost> dearest) {
    public SampleWindow {
      dearest = List.copyOf(dearest);
    }
  }

  /** @param measured in the unit of the signal */
  public record PointsLost(SignalName signal, double measured, double points) {}
}
