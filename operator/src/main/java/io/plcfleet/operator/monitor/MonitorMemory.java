package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Memory of a monitor by the PLCs that it may take, not by those that it has: else each new PLC would start its pod anew. Up to 600 the
 * heap of the image is enough. Recordings are in it, at a read a second.
 *
 * @param heapMegabytes all objects, garbage included
 */
public record MonitorMemory(int heapMegabytes) {
  private static final int LEAST = 48;
  /** Young part and what there is without any PLC. */
  private static final int FIXED = 24;
  /** A PLC of ten tags takes some 20 KB, its garbage that has grown old as much again. */
  private static final double KILOBYTES_OF_A_PLC = 40;
  /** 21 bytes for an event, room for three events of a read and a judgement, each once a second. */
  private static final double KILOBYTES_OF_A_RECORDED_MINUTE = 5.04;
  /** What is no heap: code, classes, threads, buffers of sockets. */
  private static final int BESIDES = 144;
  /** Of that what is there from the start on. */
  private static final int BESIDES_AT_FIRST = 48;
  /** Of that without which the pod is killed: a monitor of twelve PLCs takes 120 MB, its heap of 48 among them. */
  private static final int LEAST_BESIDES = 80;
  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);

  /** @param recordingMinutes 0: nothing is recorded */
  public static MonitorMemory of(int plcsPerPod, int recordingMinutes) {
    double kilobytes = plcsPerPod * kilobytesOfAPlc(recordingMinutes);
    return new MonitorMemory(Math.max(LEAST, (int) Math.ceil(FIXED + kilobytes / 1000)));
  }

  /**
   * With a limit that the fleet sets itself: what remains of it is heap.
   *
   * @param limit of the container; as much as {@link #leastLimit} says
   */
  MonitorMemory within(Quantity limit) {
    return isSize(limit) ? new MonitorMemory(Math.max(heapMegabytes, megabytes(limit) - BESIDES)) : this;
  }

  /** Of the container, below which the system would end it before it is full. */
  int leastLimit() {
    return heapMegabytes + LEAST_BESIDES;
  }

  /** So many PLCs fit below a limit; 0 where none does. */
  static int mostPlcs(Quantity limit, int recordingMinutes) {
    int heap = megabytes(limit) - LEAST_BESIDES;
    return heap < LEAST ? 0 : (int) ((heap - FIXED) * 1000 / kilobytesOfAPlc(recordingMinutes));
  }

  /** Whether it can be read: the API server takes any text. */
  static boolean isSize(Quantity quantity) {
    try {
      return quantity.getNumericalAmount().signum() >= 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Rounded down. */
  static int megabytes(Quantity quantity) {
    return quantity.getNumericalAmount().divide(MEGABYTE, RoundingMode.DOWN).min(BigDecimal.valueOf(Short.MAX_VALUE)).intValue();
  }

  private static double kilobytesOfAPlc(int recordingMinutes) {
    return KILOBYTES_OF_A_PLC + recordingMinutes * KILOBYTES_OF_A_RECORDED_MINUTE;
  }

  /** For the JVM. */
  public String flag() {
    return "-Xmx" + heapMegabytes + "m";
  }

  /** Nothing where the image's own is meant. */
  List<EnvVar> environment() {
    if (heapMegabytes == LEAST) return List.of();
    return List.of(new EnvVarBuilder().withName("JDK_JAVA_OPTIONS").withValue(flag()).build());
  }

  ResourceRequirements resources() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity("50m")).addToRequests("memory", new Quantity((heapMegabytes + BESIDES_AT_FIRST) + "Mi"))
        .addToLimits("memory", new Quantity((heapMegabytes + BESIDES) + "Mi")).build();
  }
}
