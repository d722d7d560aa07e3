package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a history keeps up to date, against the same computed anew from the whole stream of events. */
final class HistoryPropertyTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final long WINDOW = 300 * SECOND;
  private static final double DECAY_SECONDS = 60 / -Math.log(0.8);

  /** Window edges move in steps: ten seconds for events, thirty for classes, five for PDUs. */
  @Property
  void everySignalIsItsFormula(@ForAll("streams") List<Event> events) {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    history.forward(0);
    events.forEach(event -> event.on(history));
    long now = events.getLast().at();

    Recomputed all = new Recomputed(events, now);
    check(history, SignalName.SuccessRatio, all.successRatio());
    check(history, SignalName.ErrorRate, 60 * all.perSecond(Kind.Answer, false));
    check(history, SignalName.ReconnectRate, 60 * all.perSecond(Kind.Reconnect, true));
    check(history, SignalName.ErrorEntropy, all.entropy());
    check(history, SignalName.ResponseStability, all.stability());
    check(history, SignalName.PduDropRatio, all.dropRatio());
    check(history, SignalName.ReadP95, all.readP95());
  }

  /** Events of one moment have no order. */
  @Property
  void theOrderOfSimultaneousEventsDoesNotMatter(@ForAll("streams") List<Event> events, @ForAll long seed) {
    List<Event> grouped = events.stream().map(event -> event.at(event.at() / (5 * SECOND) * 5 * SECOND)).toList();
    List<Event> shuffled = new ArrayList<>(grouped);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort((a, b) -> Long.compare(a.at(), b.at()));
    Measures one = measured(grouped);
    Measures other = measured(shuffled);
    for (SignalName signal : SignalName.values()) {
      assertClose(signal, other.value(signal.index()), one.value(signal.index()));
      assertThat(other.enough(signal.index())).as(signal.name()).isEqualTo(one.enough(signal.index()));
    }
  }

  /** For every formula: whatever one present signal does for the worse, the score does not rise. */
  @Property
  void aWorseSignalNeverRaisesTheScore(@ForAll("formulas") Formula formula, @ForAll("values") List<Double> values, @ForAll SignalName signal,
      @ForAll("worse") double by) {
    double before = score(formula, values);
    List<Double> worse = new ArrayList<>(values);
    boolean largeIsBad = Signals.of(signal).standard().largeIsBad();
    worse.set(signal.index(), Math.max(0, values.get(signal.index()) + (largeIsBad ? by : -by)));
    assertThat(score(formula, worse)).isBetween(0.0, before + 1e-9);
    assertThat(before).isBetween(0.0, 100.0);
  }

  /** Judged twice: a first score that is no good one is doubted for ten seconds. */
  private static double score(Formula formula, List<Double> values) {
    Profile standard = Profile.standard();
    Scorer scorer = new Scorer(new Profile(standard.window(), formula.decay(), formula, standard.grades(), standard.hysteresis(), standard.actions()));
    scorer.assessMeasured(signal -> values.get(signal.index()), Findings.NONE, 0);
    scorer.assessMeasured(signal -> values.get(signal.index()), Findings.NONE, 10 * SECOND);
    return scorer.score();
  }

  private static Measures measured(List<Event> events) {
    LinkHistory history = new LinkHistory(Profile.standard(), 100 * MILLI);
    history.forward(0);
    events.forEach(event -> event.on(history));
    Measures measures = new Measures();
    measures.take(history, events.getLast().at());
    return measures;
  }

  private static void check(LinkHistory history, SignalName signal, double expected) {
    assertClose(signal, Signals.of(signal).measure(history), expected);
  }

  /** The sums are floats; for a spread, which is the difference of two of them, that is up to a third of a millisecond. */
  private static void assertClose(SignalName signal, double measured, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(measured).as(signal.name()).isNaN();
    } else {
      double rounding = signal == SignalName.ResponseStability ? 4e-3 : 1e-4 * Math.max(1, expected);
      assertThat(measured).as(signal.name()).isEqualTo(expected, within(rounding));
    }
  }

  enum Kind { Answer, Failure, Missed, Error, Reconnect }

  record Event(long at, Kind kind, long millis, ErrorClass errorClass) {
    void on(LinkHistory history) {
      switch (kind) {
        case Answer -> {
          history.answered(at, millis * MILLI, 2 * millis * MILLI);
          history.pdus(at, 2, 0);
        }
        case Failure -> {
          history.failed(at, waited() * MILLI, errorClass);
          history.pdus(at, 1, 1);
        }
        case Missed -> history.missed(at);
        case Error -> history.error(at, errorClass);
        case Reconnect -> history.reconnected(at);
      }
    }

    Event at(long time) {
      return new Event(time, kind, millis, errorClass);
    }

    long waited() {
      return errorClass == ErrorClass.RequestTimeout ? 800 : 0;
    }
  }

  /** The formulas as they stand in the documents, over all events. */
  private record Recomputed(List<Event> events, long now) {
    double successRatio() {
      double good = 0;
      double all = 0;
      for (Event event : events) {
        double weight = weight(event, 10 * SECOND);
        good += event.kind() == Kind.Answer ? weight : 0;
        all += event.kind() == Kind.Answer || event.kind() == Kind.Failure || event.kind() == Kind.Missed ? weight : 0;
      }
      return all > 0 ? good / all : Double.NaN;
    }

    /** Of a kind; or of what is an error. */
    double perSecond(Kind kind, boolean ofKind) {
      double sum = 0;
      for (Event event : events) {
        boolean error = event.kind() == Kind.Failure || event.kind() == Kind.Error;
        sum += (ofKind ? event.kind() == kind : error) ? weight(event, 10 * SECOND) : 0;
      }
      double covered = (300 * SECOND + now % (10 * SECOND)) / 1e9;
      return sum / (DECAY_SECONDS * (1 - Math.exp(-covered / DECAY_SECONDS)));
    }

    double entropy() {
      Map<ErrorClass, Double> sums = new EnumMap<>(ErrorClass.class);
      for (Event event : events) {
        if (event.kind() == Kind.Failure || event.kind() == Kind.Error) {
          sums.merge(event.errorClass(), weight(event, 30 * SECOND), Double::sum);
        }
      }
      double all = sums.values().stream().mapToDouble(x -> x).sum();
      return sums.values().stream().filter(x -> x > 0).mapToDouble(x -> -x / all * Math.log(x / all) / Math.log(2)).sum();
    }

    double stability() {
      double sum = 0;
      double mean = 0;
      for (Event event : answers()) {
        sum += weight(event, 10 * SECOND);
        mean += weight(event, 10 * SECOND) * event.millis();
      }
      if (sum == 0) {
        return Double.NaN;
      }
      mean /= sum;
      double variance = 0;
      for (Event event : answers()) {
        variance += weight(event, 10 * SECOND) * (event.millis() - mean) * (event.millis() - mean) / sum;
      }
      return 1 / (1 + Math.sqrt(variance) / 100);
    }

    double dropRatio() {
      double sent = 0;
      double dropped = 0;
      for (Event event : events) {
        if (event.at() / (5 * SECOND) >= now / (5 * SECOND) - 12) {
          sent += event.kind() == Kind.Answer ? 2 : event.kind() == Kind.Failure ? 1 : 0;
          dropped += event.kind() == Kind.Failure ? 1 : 0;
        }
      }
      return sent > 0 ? dropped / sent : Double.NaN;
    }

    double readP95() {
      double[] times = events.stream().filter(e -> now / MILLI - e.at() / MILLI <= WINDOW / MILLI)
          .filter(e -> e.kind() == Kind.Answer || (e.kind() == Kind.Failure && e.waited() > 0))
          .mapToDouble(e -> e.kind() == Kind.Answer ? 2 * e.millis() : e.waited()).toArray();
      Arrays.sort(times);
      return times.length == 0 ? Double.NaN : times[(int) Math.ceil(0.95 * times.length) - 1] / 1000;
    }

    private List<Event> answers() {
      return events.stream().filter(event -> event.kind() == Kind.Answer).toList();
    }

    /** 0.8^(age / 60 s), as long as any of its step is in the window. */
    private double weight(Event event, long step) {
      boolean inWindow = event.at() / step >= now / step - WINDOW / step;
      return inWindow ? Math.exp(-(now - event.at()) / 1e9 / DECAY_SECONDS) : 0;
    }
  }

  @Provide
  Arbitrary<List<Event>> streams() {
    Arbitrary<ErrorClass> classes = Arbitraries.of(ErrorClass.Refused, ErrorClass.RequestTimeout, ErrorClass.ConnectionReset, ErrorClass.DeviceBusy);
    return Combinators.combine(Arbitraries.longs().between(0, 6000), Arbitraries.of(Kind.class), Arbitraries.longs().between(1, 400), classes)
        .as(Event::new).list().ofMinSize(1).ofMaxSize(250).map(HistoryPropertyTest::oneAfterTheOther);
  }

  /** Times since the one before become times since the begin. */
  private static List<Event> oneAfterTheOther(List<Event> gaps) {
    List<Event> events = new ArrayList<>();
    long at = 0;
    for (Event gap : gaps) {
      at += gap.at() * MILLI;
      events.add(gap.at(at));
    }
    return events;
  }

  @Provide
  Arbitrary<Formula> formulas() {
    return Arbitraries.of(Penalties.standard(), ScorerTest.THREE.formula(), Linear.standard(), Stability.standard(), new Linear(60, -0.01, -10),
        new Stability(10, 90));
  }

  @Provide
  Arbitrary<List<Double>> values() {
    return Arbitraries.doubles().between(0, 1).list().ofSize(SignalName.values().length);
  }

  @Provide
  Arbitrary<Double> worse() {
    return Arbitraries.doubles().between(0, 20);
  }
}
