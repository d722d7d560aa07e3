package io.plcfleet.cli;

import io.plcfleet.cli.CountedEvents.Counters;
import io.plcfleet.cli.PrometheusServer.Series;
import io.plcfleet.cli.Timeline.Change;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.SignalName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signals as Prometheus kept them, and events as its counters tell them, of one PLC or of all that the matchers leave. What Prometheus does
 * not know, as before a monitor had enough samples, shares its points out among the others.
 *
 * @param matchers further matchers of the series, as {@code fleet="line-a"}
 */
record PrometheusRange(PrometheusServer server, String matchers) implements Source {
  /** What was measured, counted and known, by PLC and time. */
  private record Past(
      Map<Series, Map<Long, Double>> up, Map<Series, Map<Long, Double>> maintenance, Map<Series, Map<Long, Double>> cpuStopped,
      Map<Series, Map<Long, Double>> lifeSignFrozen, Map<SignalName, Map<Series, Map<Long, Double>>> measured,
      Map<String, Map<Series, Map<Long, Double>>> errors, Map<Series, Map<Long, Double>> reconnects, Map<Series, Map<Long, Double>> dropped) {

    double measured(SignalName signal, Series plc, long millis) {
      return measured.getOrDefault(signal, Map.of()).getOrDefault(plc, Map.of()).getOrDefault(millis, Double.NaN);
    }

    Counters counters(Series plc) {
      Map<ErrorClass, Map<Long, Double>> ofPlc = new EnumMap<>(ErrorClass.class);
      for (ErrorClass each : ErrorClass.values()) {
        Map<Long, Double> values = errors.getOrDefault(each.name(), Map.of()).get(plc);
        if (values != null) ofPlc.put(each, values);
      }
      return new Counters(ofPlc, reconnects.getOrDefault(plc, Map.of()), dropped.getOrDefault(plc, Map.of()));
    }

    Findings findings(Series plc, long millis, boolean unreachable) {
      return new Findings(unreachable, is(cpuStopped, plc, millis), is(lifeSignFrozen, plc, millis), is(maintenance, plc, millis));
    }

    private static boolean is(Map<Series, Map<Long, Double>> fact, Series plc, long millis) {
      return fact.getOrDefault(plc, Map.of()).getOrDefault(millis, 0.0) == 1;
    }
  }

  @Override
  public List<Timeline> replay(@Nullable String plc, List<ProfileFile> profiles, Duration alertsEvery) throws IOException, InterruptedException {
    Past past = past(plc, profiles.stream().map(each -> each.profile().window()).max(Comparator.naturalOrder()).orElseThrow());
    if (past.up().isEmpty()) {
      throw new Unusable(server.address() + " has no series plc_up of " + (plc == null ? "any PLC" : "PLC " + plc) + (matchers.isBlank() ? "" : " with " + matchers)
          + " from " + server.start() + " to " + server.end());
    }
    Map<String, Series> names = names(past);
    return profiles.stream().flatMap(profile -> names.entrySet().stream()
        .map(each -> timeline(each.getKey(), each.getValue(), past, profile, alertsEvery))).toList();
  }

  /** @param window how far back the profiles look: what was counted so long before the range weighs at its begin */
  private Past past(@Nullable String plc, Duration window) throws IOException, InterruptedException {
    PrometheusQueries queries = new PrometheusQueries(plc, matchers);
    PrometheusServer earlier = server.begunEarlier(window);
    try (HttpClient client = server.client()) {
      Map<SignalName, Map<Series, Map<Long, Double>>> measured = new EnumMap<>(SignalName.class);
      for (Map.Entry<SignalName, String> query : queries.gauges().entrySet()) measured.put(query.getKey(), server.range(client, query.getValue()));
      return new Past(server.range(client, queries.up()), server.range(client, queries.maintenance()), server.range(client, queries.cpuStopped()),
          server.range(client, queries.lifeSignFrozen()), measured,
          earlier.rangeBy(client, queries.errors(), "class"), earlier.range(client, queries.reconnects()), earlier.range(client, queries.dropped()));
    }
  }

  /** As people call them: by fleet only where there are several. */
  private static Map<String, Series> names(Past past) {
    boolean oneFleet = past.up().keySet().stream().map(s -> s.namespace() + "/" + s.fleet()).distinct().count() == 1;
    Map<String, Series> names = new TreeMap<>();
    for (Series series : past.up().keySet()) names.put(oneFleet ? series.plc() : series.namespace() + "/" + series.fleet() + "/" + series.plc(), series);
    return names;
  }

  private Timeline timeline(String name, Series plc, Past past, ProfileFile profile, Duration alertsEvery) {
    Scorer scorer = new Scorer(profile.profile());
    CountedEvents events = new CountedEvents(past.counters(plc), profile.profile(), server.step());
    List<Moment> moments = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    past.up().getOrDefault(plc, Map.of()).forEach((millis, answers) -> {
      Instant at = Instant.ofEpochMilli(millis);
      boolean unreachable = answers == 0;
      Findings findings = past.findings(plc, millis, unreachable);
      events.goOn(millis);
      if (scorer.grade() == Grade.Maintenance && !findings.maintenance()) events.forget(millis);
      GradeChange change = scorer.assessMeasured(
          signal -> CountedEvents.SIGNALS.contains(signal) ? events.measured(signal) : past.measured(signal, plc, millis), findings, millis * 1_000_000);
      moments.add(new Moment(at, scorer.score(), scorer.grade(), scorer.reason(), unreachable));
      if (change != null) {
        changes.add(new Change(at, change.from(), change.to(), change.reason(), scorer.score(), scorer.assessment().explanation()));
      }
    });
    return new Timeline(name, profile.name(), moments, changes, AlertReplay.of(moments, alertsEvery));
  }
}
