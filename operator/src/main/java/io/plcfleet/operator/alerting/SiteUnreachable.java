package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.LinkAlert;
import java.time.Duration;

/**
 * Most PLCs of a site do not answer: a switch, a line, a firewall. It is there so that a router can hold back the alerts of the single
 * PLCs: one cause, one page. PLCs in maintenance are not counted, and a site without a label is none.
 */
final class SiteUnreachable implements AlertRule {
  /** Below, it is a few PLCs, not a site. */
  private static final int FEWEST = 3;
  private static final String SHARE = "0.5";

  @Override
  public String expression(FleetSeries fleet) {
    String unreachable = fleet.series(Recordings.SITE_UNREACHABLE);
    return unreachable + " >= " + FEWEST + " and on (namespace, fleet, site) " + unreachable + " / on (namespace, fleet, site) "
        + fleet.series(Recordings.SITE_PLCS) + " >= " + SHARE;
  }

  @Override
  public String holds() {
    return "15s";
  }

  /** Longer than the alerts that it holds back: PLCs come back one after the other, the last up to 30 s after the first. */
  @Override
  public Duration keepsFiring() {
    return LinkAlert.KEEP_FIRING.plusMinutes(1);
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  public String summary() {
    return "{{ $value }} PLCs of site {{ $labels.site }} do not answer";
  }

  @Override
  public String description() {
    return "At least half of the PLCs of site {{ $labels.site }} in fleet {{ $labels.fleet }} are unreachable. Look for what they share: power, switch,"
        + " router, VPN, firewall, the node of their monitor. Which ones: kubectl -n {{ $labels.namespace }} get plc -l plcfleet.io/site={{ $labels.site }}.";
  }
}
