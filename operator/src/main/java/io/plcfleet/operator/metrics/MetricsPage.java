package io.plcfleet.operator.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** The operator's metrics as text. */
public final class MetricsPage {
  private final FleetBoard board;
  private final InstantSource clock;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  public MetricsPage(FleetBoard board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  public String contentType() {
    return writer.getContentType();
  }

  public byte[] body() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, RolloutSeries.of(board.views(), clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
