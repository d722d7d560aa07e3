package io.plcfleet.operator.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The operator's metrics as text. */
public final class MetricsPage {
  private final FleetBoard board;
  private final Meters meters;
  private final InstantSource clock;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  public MetricsPage(FleetBoard board, Meters meters, InstantSource clock) {
    this.board = board;
    this.meters = meters;
    this.clock = clock;
  }

  public String contentType() {
    return writer.getContentType();
  }

  public byte[] body() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MetricSnapshots.Builder all = MetricSnapshots.builder();
      Stream.concat(RolloutSeries.of(board.views(), clock.instant()), meters.snapshots()).forEach(all::metricSnapshot);
      writer.write(out, all.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
