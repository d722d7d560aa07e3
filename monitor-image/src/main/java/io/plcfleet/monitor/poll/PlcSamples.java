package io.plcfleet.monitor.poll;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport.State;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All samples of one PLC at one time, in one array: the loop fills it, a scrape reads it, and the next scrape uses it again. What is absent
 * is NaN. A metric has a place for each value of its second label; a metric without one has one place, and so has an info, of which one
 * value is there at a time: it holds which.
 *
 * <p>The values of second labels are constants of enums, so no label comes from a PLC and their number has a bound.
 */
public final class PlcSamples {
  public static final String ANSWERED = "answered";
  public static final String FAILED = "failed";
  private static final List<List<String>> LABEL_VALUES = Stream.of(Metric.values()).map(PlcSamples::valuesOf).toList();

  private static final int[] BEGINS = begins();

  private final double[] samples = new double[BEGINS[BEGINS.length - 1]];
  private @Nullable Assignment assignment;
  private State state = State.Released;

  /** The values of a metric's second label in the order of its samples; for a metric of one sample an empty one. Histograms: a place for each bucket, then the sum. */
  public static List<String> labelValues(Metric metric) {
    return LABEL_VALUES.get(metric.index());
  }

  private static List<String> valuesOf(Metric metric) {
    return switch (metric) {
      case PLC_REASON -> names(Reason.values());
      case PLC_POINTS_LOST -> names(SignalName.values());
      case PLC_READS_TOTAL -> List.of(ANSWERED, FAILED);
      case PLC_ERRORS_TOTAL -> names(ErrorClass.values());
      case PLC_TAG_ERRORS_TOTAL -> names(TagStatus.values());
      case PLC_CONNECT_PHASE_SECONDS -> names(Phases.Phase.values());
      case PLC_DIAGNOSIS -> names(DiagnosisClass.values());
      case PLC_READ_DURATION_SECONDS ->
          Stream.concat(Metric.READ_DURATION_BUCKETS.stream().map(String::valueOf), Stream.of("+Inf", "sum")).toList();
      default -> List.of("");
    };
  }

  /** Of each metric by its index; then the end. */
  private static int[] begins() {
    int[] begins = new int[Metric.values().length + 1];
    for (Metric metric : Metric.values()) {
      int places = metric.type() == Metric.Type.Info ? 1 : labelValues(metric).size();
      begins[metric.index() + 1] = begins[metric.index()] + places;
    }
    return begins;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  /** Begins with nothing known. */
  public void begin(Assignment plc, State doing) {
    assignment = plc;
    state = doing;
    Arrays.fill(samples, Double.NaN);
  }

  public void set(Metric metric, double value) {
    put(metric, 0, value);
  }

  /** Of two: how many were answered, how many were not. */
  public void set(Metric metric, long answered, long failed) {
    put(metric, 0, (double) answered);
    put(metric, 1, (double) failed);
  }

  /** The one that is there. */
  @SuppressWarnings("EnumOrdinal")  // the order in which the names were taken
  public void set(Metric info, Enum<?> label) {
    put(info, 0, label.ordinal());
  }

  @SuppressWarnings("EnumOrdinal")  // the order in which the names were taken
  public void set(Metric metric, Enum<?> label, double value) {
    put(metric, label.ordinal(), value);
  }

  /** @param place from 0, below {@link #places} */
  public void put(Metric metric, int place, double value) {
    samples[BEGINS[metric.index()] + place] = value;
  }

  /** What is at a place; of an info which of {@link #labelValues} it is. NaN: nothing. */
  public double at(Metric metric, int place) {
    return samples[BEGINS[metric.index()] + place];
  }

  /** Places of a metric, in the order of {@link #labelValues}. */
  public static int places(Metric metric) {
    return BEGINS[metric.index() + 1] - BEGINS[metric.index()];
  }

  /** Only after it was filled. */
  public Assignment assignment() {
    if (assignment == null) throw new IllegalStateException("not filled");
    return assignment;
  }

  public State state() {
    return state;
  }
}
