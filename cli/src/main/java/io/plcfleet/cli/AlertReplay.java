package io.plcfleet.cli;

import io.plcfleet.cli.Timeline.Firing;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.LinkAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that would have fired: Prometheus looks every so often, and sees what was thought last. Scrape and evaluation take no time
 * here, so a real alert is up to one scrape interval later.
 */
final class AlertReplay {
  private AlertReplay() {}

  static List<Firing> of(List<Moment> moments, Duration every) {
    List<Firing> firings = new ArrayList<>();
    for (LinkAlert alert : LinkAlert.values()) firings.addAll(of(alert, moments, every));
    firings.sort(Comparator.comparing(Firing::from));
    return firings;
  }

  private static List<Firing> of(LinkAlert alert, List<Moment> moments, Duration every) {
    List<Firing> firings = new ArrayList<>();
    if (moments.isEmpty()) return firings;
    Instant end = moments.getLast().at();
    @Nullable Instant since = null;    // when the rule first saw the reason
    @Nullable Instant firing = null;
    Instant last = Instant.MIN;    // when the rule last saw it
    Instant lastOutage = Instant.EPOCH;
    int next = 0;
    for (Instant now = moments.getFirst().at(); !now.isAfter(end); now = now.plus(every)) {
      while (next + 1 < moments.size() && !moments.get(next + 1).at().isAfter(now)) next++;
      Moment moment = moments.get(next);
      if (moment.unreachable()) lastOutage = now;
      if (!(alert.waitsAfterAnOutage() && Duration.between(lastOutage, now).compareTo(LinkAlert.AFTER_OUTAGE) < 0) && alert.concerns(moment.grade(), moment.reason(), moment.unreachable())) {
        since = since == null ? now : since;
        last = now;
        if (firing == null && Duration.between(since, now).compareTo(alert.holds()) >= 0) firing = now;
      } else {
        since = null;
        if (firing != null && Duration.between(last, now).compareTo(LinkAlert.KEEP_FIRING) >= 0) {
          firings.add(new Firing(alert, firing, now));
          firing = null;
        }
      }
    }
    if (firing != null) firings.add(new Firing(alert, firing, null));
    return firings;
  }
}
