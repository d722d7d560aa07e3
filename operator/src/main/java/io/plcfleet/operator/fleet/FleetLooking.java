package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.selection.Choosing;
import io.plcfleet.operator.selection.Looking;
import io.plcfleet.operator.selection.Scrapes;
import io.plcfleet.operator.selection.Scrapes.Scraped;
import io.plcfleet.operator.selection.Selection;
import io.plcfleet.operator.selection.Selection.Candidate;
import io.plcfleet.operator.selection.Server;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether anybody looks at a fleet: what it has for Prometheus, who is there to take it, and what its monitors say of scrapes. */
final class FleetLooking {
  private FleetLooking() {}

  static Looking of(MonitorFleet fleet, List<ShardRecord> shards, Observed observed) {
    boolean scrape = ScrapeRender.wanted(fleet);
    boolean rules = Alerts.wanted(fleet);
    if (!scrape && !rules) return Looking.nothing(ConditionReason.Disabled, "spec.prometheus switches scraping and rules off");
    Selection ofMonitor = scrape && observed.serviceMonitors() ? Choosing.of(new Candidate("ServiceMonitor", namespace(fleet), ScrapeRender.labels(fleet),
        "spec.prometheus.serviceMonitor.labels"), Server::scrapes, observed.sight()) : null;
    Selection ofRule = rules && observed.prometheusRules() ? Choosing.of(new Candidate("PrometheusRule", namespace(fleet),
        Alerts.labels(fleet), "spec.prometheus.rules.labels"), Server::rules, observed.sight()) : null;
    if (ofMonitor == null && ofRule == null) {
      return Looking.nothing(ConditionReason.TypesMissing, "there is nothing that a Prometheus could take: see the condition " + FleetStatus.PROMETHEUS);
    }
    Duration interval = DurationText.parse(ScrapeRender.interval(fleet));
    return Looking.of(new Looking.Facts(ofMonitor, ofRule, scrapes(shards, observed), interval));
  }

  private static String namespace(MonitorFleet fleet) {
    return fleet.getMetadata().getNamespace();
  }

  private static Scrapes scrapes(List<ShardRecord> shards, Observed observed) {
    List<Scraped> monitors = new ArrayList<>();
    for (ShardRecord shard : shards) {
      Scraped scraped = scraped(shard.name(), observed.life(shard.key()).report(), observed.now());
      if (scraped != null) monitors.add(scraped);
    }
    return new Scrapes(monitors);
  }

  /** Absent for a monitor that is silent, or of a version that does not say it. */
  private static @Nullable Scraped scraped(String name, @Nullable MonitorReport report, Instant now) {
    if (report == null || report.scrapes() == null) return null;
    Duration runs = Duration.between(Instant.parse(report.startedAt()), now);
    Double ago = report.scrapes().secondsAgo();
    return new Scraped(name, runs, ago == null ? null : Duration.ofMillis(Math.round(ago * 1e3)));
  }
}
