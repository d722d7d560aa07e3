package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Adaptive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Feels for one PLC's signs of life, each heartbeat interval; the interval is the declared one, or one that follows the link. */
final class Pulse {
  interface Patient {
    /** Something is asked of it, or waits to be. */
    boolean isWaiting();

    /** It could be asked. */
    boolean isConnected();

    /** Nobody could ask it, for a reason that is our own. */
    boolean isHindered();

    /** The device is busy or overloaded, serves others behind the same gateway, or is about to fail. */
    boolean suffers();

    /** The 95th percentile of its response times in seconds, NaN when not known. */
    double rttSeconds();

    /** Nanoseconds between two reads of it at present, when a bad grade leaves out some. */
    long readNanos();

    /** To be probed. */
    void probe();

    /** A heartbeat was due. */
    void beat(boolean answered);
  }

  private final Loop loop;
  private final Patient patient;
  private final Heartbeat heartbeat;
  private final AdaptiveInterval learnt = new AdaptiveInterval();
  private LinkSettings settings;
  private long fastestNanos;
  private @Nullable ReplyTimes replies; // only where the interval adapts
  private long looked;
  private final Timer look = new Timer() {
    @Override protected void fire(long now) {
      look(now);
    }
  };

  /** @param fastestNanos between two reads of the PLC as declared */
  Pulse(Loop loop, Patient patient, LinkSettings settings, long fastestNanos) {
    this.loop = loop;
    this.patient = patient;
    heartbeat = new Heartbeat(loop.now());
    this.settings = settings;
    this.fastestNanos = fastestNanos;
    looked = loop.now();
    use(settings, fastestNanos);
  }

  /** Other settings hold from now on; what is learnt stays. */
  void use(LinkSettings other, long fastest) {
    boolean sooner = !other.heartbeat().equals(settings.heartbeat());
    settings = other;
    fastestNanos = fastest;
    if (other.heartbeat().adaptive() == null) {
      replies = null;
    } else if (replies == null) {
      replies = new ReplyTimes();
    }
    if (sooner && look.isSet()) start();
  }

  void start() {
    looked = loop.now();
    loop.set(look, looked + intervalNanos());
  }

  void stop() {
    loop.cancel(look);
  }

  void reads(long now) {
    heartbeat.reads(now);
  }

  void probes(long now) {
    heartbeat.probes(now);
  }

  /** Any valid reply. */
  void replied(long now) {
    heartbeat.replied(now);
  }

  /** The response time of the reference. */
  void timed(long ackNanos) {
    if (replies != null) replies.answered(ackNanos);
  }

  void lost() {
    if (replies != null) replies.lost();
  }

  /** A probe was not answered. */
  void missed(long now) {
    heartbeat.missed(now);
    patient.beat(false);
  }

  /** A request ended that says nothing of the PLC. */
  void unknown(long now) {
    heartbeat.unknown(now);
  }

  /** The connection stands, and nobody is behind it. */
  boolean isSilent() {
    return heartbeat.silent(settings.heartbeat().maxMisses());
  }

  /** What was learnt says nothing any more. */
  void forget() {
    learnt.forget();
    if (replies != null) replies.forget();
  }

  /** For a probe. Where the interval adapts it may be shorter than the declared timeout, so the one of reads holds if that is shorter. */
  long timeoutNanos() {
    long declared = settings.heartbeat().timeoutMillis();
    return TimeUnit.MILLISECONDS.toNanos(settings.heartbeat().adaptive() == null ? declared : Math.min(declared, settings.polling().timeoutMillis()));
  }

  /** At present. */
  long intervalNanos() {
    Adaptive adaptive = settings.heartbeat().adaptive();
    return adaptive == null ? declaredNanos() : learnt.current(Duration.ofMillis(adaptive.maxMillis()));
  }

  private void look(long now) {
    long interval = learn();
    if (loop.pausedSince(looked) || patient.isHindered()) heartbeat.unknown(now);
    looked = now;
    Heartbeat.Look seen = heartbeat.look(now, interval, patient.isWaiting(), patient.isConnected(), shortestNanos(), patient.readNanos());
    try {
      act(seen, now);
    } finally {  // after a mistake of ours too
      loop.set(look, heartbeat.due(seen, now, interval, timeoutNanos()));
    }
  }

  private void act(Heartbeat.Look seen, long now) {
    switch (seen) {
      case Alive -> patient.beat(true);
      case Missed -> missed(now);
      case Probe -> patient.probe();
      case Busy, Wait -> { }
    }
  }

  private long learn() {
    Adaptive adaptive = settings.heartbeat().adaptive();
    if (adaptive == null || replies == null) return declaredNanos();
    Duration shortest = Duration.ofMillis(adaptive.minMillis());
    Duration longest = Duration.ofMillis(adaptive.maxMillis());
    double target = AdaptiveInterval.target(patient.rttSeconds(), replies.lostShare(), replies.entropyBits(), shortest, longest);
    return learnt.next(target, patient.suffers(), shortest, longest);
  }

  /** The declared rate is one request in this time. */
  private long shortestNanos() {
    Adaptive adaptive = settings.heartbeat().adaptive();
    return Math.min(fastestNanos, adaptive == null ? declaredNanos() : TimeUnit.MILLISECONDS.toNanos(adaptive.minMillis()));
  }

  private long declaredNanos() {
    return TimeUnit.MILLISECONDS.toNanos(settings.heartbeat().intervalMillis());
  }
}
