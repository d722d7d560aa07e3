package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.poll.PlcSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A scrape of 20,000 series, and the text that a person would write by hand for the same samples; and a hundredth of a second of a
 * stream of 10,000 samples a second (R-24).
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class ScrapeBenchmarks {
  static final int SERIES = 20_000;
  private static final int PER_HUNDREDTH = 100;

  private final Plant plant;
  private final Plant few;
  private final Sheet sheet = Plant.sheet();
  private final Sheet small = Plant.sheet();

  public ScrapeBenchmarks() {
    try {
      long ofOne = series(new Plant(2)) - series(new Plant(1));
      plant = new Plant((int) Math.ceilDiv(SERIES, ofOne));
      few = new Plant((int) Math.ceilDiv(PER_HUNDREDTH, ofOne));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long series(Plant plant) {
    return plant.scrape(Plant.sheet()).toString().lines().filter(line -> !line.startsWith("#")).count();
  }

  static long seriesOfAScrape() {
    return series(new ScrapeBenchmarks().plant);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public long scrape() throws IOException {
    return written(plant, sheet);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public int writtenByHand() {
    StringBuilder out = new StringBuilder(1 << 16);
    for (Metric metric : Metric.values()) {
      if (!metric.isOfPlc()) continue;
      out.append("# HELP ").append(metric.metricName()).append(' ').append(metric.help()).append("\n# TYPE ").append(metric.metricName()).append(" gauge\n");
      List<String> labels = PlcSamples.labelValues(metric);
      for (PlcSamples row : plant.samples()) {
        for (int i = 0; i < labels.size(); i++) {
          boolean isInfo = metric.type() == Metric.Type.Info;
          double value = isInfo ? (row.at(metric, 0) == i ? 1 : Double.NaN) : row.at(metric, i);
          if (Double.isNaN(value)) continue;
          out.append(metric.metricName()).append("{plc=\"").append(row.assignment().entry().name()).append('"');
          if (labels.size() > 1) out.append(',').append("class").append("=\"").append(labels.get(i)).append('"');
          out.append("} ");
          if (value == Math.rint(value)) out.append((long) value);
          else out.append(value);
          out.append('\n');
        }
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** What gzip adds, where a scraper asks for it. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public int scrapeAndGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    try (var gzip = new GZIPOutputStream(bytes)) {
      plant.scrape(sheet).writeTo(gzip);
    }
    return bytes.size();
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public long hundredSamples() throws IOException {
    return written(few, small);
  }

  private static long written(Plant plant, Sheet sheet) throws IOException {
    Counted bytes = new Counted();
    plant.scrape(sheet).writeTo(bytes);
    return bytes.count;
  }

  /** Takes everything. */
  private static final class Counted extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
