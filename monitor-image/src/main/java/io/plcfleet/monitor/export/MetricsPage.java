package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.Shard;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one monitor. The loop is asked for a few PLCs at a time and fills rows of numbers; the text is written when all are there,
 * by the thread of the scrape. The rows are kept for the next scrape; who scrapes at the same time has others, which are not kept.
 */
final class MetricsPage {
  /** So many at a time, so that the loop is not away from its links for long: ScrapeBench prints how long. */
  static final int SLICE = 64;

  private final Loops loops;
  private final Shard shard;
  private final Onlooker onlooker;
  private final MonitorFigures figures;
  private final AtomicReference<@Nullable Sheet> spare = new AtomicReference<>();

  MetricsPage(Loops loops, Shard shard) {
    this.loops = loops;
    this.shard = shard;
    onlooker = new Onlooker();
    figures = new MonitorFigures(loops);
  }

  /** Gathers. What comes of it is to be closed when it was sent. */
  Exposition write(boolean rejected) throws InterruptedException, TimeoutException {
    long began = loops.now();
    Sheet kept = spare.getAndSet(null);
    Sheet sheet = kept == null ? new Sheet(SLICE, this::written) : kept;
    // Where this ends by an exception the loop may still fill the rows: the sheet is not used again.
    Assignments assignments = onlooker.walk(() -> sheet.begin(began), from -> shard.fill(from, sheet.rows()), slice -> sheet.add(slice.assignments(), slice.filled()));
    sheet.end(assignments, rejected);
    sheet.traffic(onlooker.await(shard.traffic()));
    figures.write(sheet.text());
    return sheet.text();
  }

  private void written(Sheet sheet) {
    figures.scraped(loops.now() - sheet.began());
    spare.set(sheet);
  }
}
