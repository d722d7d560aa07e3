package io.plcfleet.monitor.recording;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkEvents;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one link in a ring: the loop's thread writes, allocates nothing and never waits; any other may read meanwhile.
 * 21 bytes per event. Times are kept to the microsecond, up to 35 minutes.
 *
 * <p>A reader copies nothing that it does not check: it takes the number of events written before and after it has read, and drops those
 * whose place was written again in between.
 */
final class Recording implements LinkEvents {
  private enum Kind { Answered, AnsweredUntimed, Failed, Missed, Error, Pdus, Heartbeat, Reconnected, TagAge, Reset, Judged, Interval }

  private static final VarHandle WRITTEN;
  private static final Kind[] KINDS = Kind.values();
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final int UNREACHABLE = 1;
  private static final int CPU_STOPPED = 2;
  private static final int LIFE_SIGN_FROZEN = 4;
  private static final int MAINTENANCE = 8;

  static {
    try {
      WRITTEN = MethodHandles.lookup().findVarHandle(Recording.class, "written", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String plc;
  private final int capacity;
  private final long[] times;
  private final byte[] kinds;
  private final int[] firsts;
  private final int[] seconds;
  private final @Nullable ErrorClass[] classes;
  @SuppressWarnings({"unused", "FieldCanBeLocal", "UnusedVariable"})  // by WRITTEN
  private long written;
  /** What was last said of it by an event that has left the ring. */
  private volatile int intervalBefore;

  /** @param capacity number of events */
  Recording(String plc, int capacity) {
    this.plc = plc;
    this.capacity = capacity;
    times = new long[capacity];
    kinds = new byte[capacity];
    firsts = new int[capacity];
    seconds = new int[capacity];
    classes = new ErrorClass[capacity];
  }

  String plc() {
    return plc;
  }

  /** Tells the events that are still there, the oldest first, in the state that they begin in. Any thread. */
  void tell(LinkEvents to) {
    long end = (long) WRITTEN.getAcquire(this);
    long begin = Math.max(0, end - capacity);
    int count = (int) (end - begin);
    long[] t = new long[count];
    byte[] k = new byte[count];
    int[] a = new int[count];
    int[] b = new int[count];
    ErrorClass[] c = new ErrorClass[count];
    for (int i = 0; i < count; i++) {
      int place = (int) ((begin + i) % capacity);
      t[i] = times[place];
      k[i] = kinds[place];
      a[i] = firsts[place];
      b[i] = seconds[place];
      c[i] = classes[place];
    }
    VarHandle.acquireFence();
    int lost = (int) Math.clamp((long) WRITTEN.getOpaque(this) - capacity + 1 - begin, 0, count);
    if (lost < count && begin + lost > 0) {
      to.interval(t[lost], intervalBefore * MILLI);
    }
    for (int i = lost; i < count; i++) tell(to, KINDS[k[i]], t[i], a[i], b[i], c[i]);
  }

  private static void tell(LinkEvents to, Kind kind, long now, int a, int b, @Nullable ErrorClass errorClass) {
    ErrorClass known = errorClass == null ? ErrorClass.ProtocolError : errorClass;
    switch (kind) {
      case Answered -> to.answered(now, a * MICRO, b * MICRO);
      case AnsweredUntimed -> to.answeredUntimed(now);
      case Failed -> to.failed(now, a * MICRO, known);
      case Missed -> to.missed(now);
      case Error -> to.error(now, known);
      case Pdus -> to.pdus(now, a, b);
      case Heartbeat -> to.heartbeat(now, a != 0);
      case Reconnected -> to.reconnected(now);
      case TagAge -> to.tagAge(now, a * MILLI, b * MILLI);
      case Reset -> to.reset(now);
      case Judged -> to.judged(now, findings(a));
      case Interval -> to.interval(now, a * MILLI);
    }
  }

  private static Findings findings(int bits) {
    return new Findings((bits & UNREACHABLE) != 0, (bits & CPU_STOPPED) != 0, (bits & LIFE_SIGN_FROZEN) != 0, (bits & MAINTENANCE) != 0);
  }

  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    put(now, Kind.Answered, whole(ackNanos, MICRO), whole(readNanos, MICRO), null);
  }

  @Override
  public void answeredUntimed(long now) {
    put(now, Kind.AnsweredUntimed, 0, 0, null);
  }

  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    put(now, Kind.Failed, whole(waitedNanos, MICRO), 0, errorClass);
  }

  @Override
  public void missed(long now) {
    put(now, Kind.Missed, 0, 0, null);
  }

  @Override
  public void error(long now, ErrorClass errorClass) {
    put(now, Kind.Error, 0, 0, errorClass);
  }

  @Override
  public void pdus(long now, int sent, int dropped) {
    put(now, Kind.Pdus, sent, dropped, null);
  }

  @Override
  public void heartbeat(long now, boolean answered) {
    put(now, Kind.Heartbeat, answered ? 1 : 0, 0, null);
  }

  @Override
  public void reconnected(long now) {
    put(now, Kind.Reconnected, 0, 0, null);
  }

  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    put(now, Kind.TagAge, whole(ageNanos, MILLI), whole(intervalNanos, MILLI), null);
  }

  @Override
  public void reset(long now) {
    put(now, Kind.Reset, 0, 0, null);
  }

  @Override
  public void judged(long now, Findings f) {
    put(now, Kind.Judged, (f.unreachable() ? UNREACHABLE : 0) | (f.cpuStopped() ? CPU_STOPPED : 0) | (f.lifeSignFrozen() ? LIFE_SIGN_FROZEN : 0)
        | (f.maintenance() ? MAINTENANCE : 0), 0, null);
  }

  @Override
  public void interval(long now, long pollIntervalNanos) {
    put(now, Kind.Interval, whole(pollIntervalNanos, MILLI), 0, null);
  }

  @SuppressWarnings("EnumOrdinal")  // never leaves the ring
  private void put(long now, Kind kind, int a, int b, @Nullable ErrorClass errorClass) {
    long count = (long) WRITTEN.get(this);
    int place = (int) (count % capacity);
    if (count >= capacity && KINDS[kinds[place]] == Kind.Interval) intervalBefore = firsts[place];
    times[place] = now;
    kinds[place] = (byte) kind.ordinal();
    firsts[place] = a;
    seconds[place] = b;
    classes[place] = errorClass;
    WRITTEN.setRelease(this, count + 1);
  }

  private static int whole(long nanos, long unit) {
    return (int) Math.clamp(nanos / unit, 0, Integer.MAX_VALUE);
  }
}
