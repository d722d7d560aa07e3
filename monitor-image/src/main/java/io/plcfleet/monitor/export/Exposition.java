package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.poll.PlcSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Metrics as text. Source: Prometheus exposition format, text version 0.0.4. All samples of a metric stand together there, while PLCs come
 * one by one: so their numbers are kept until all are there, and become text while it is sent, a chunk at a time. A text of thousands of
 * PLCs takes ten times the memory of the numbers.
 */
final class Exposition implements Body {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  /** What one write to the connection takes: more makes the server allocate a copy of it. */
  private static final int CHUNK = 8192;
  private static final int SMALL = 1024;
  private static final Metric[] METRICS = Metric.values();
  private static final List<Form> FORMS = Stream.of(METRICS).map(Form::of).toList();

  /**
   * What stands round the name of a PLC and the value of a sample.
   *
   * @param suffixes by value of the second label
   */
  @SuppressWarnings("ArrayRecordComponent")  // made once, compared by nobody
  private record Form(byte[] header, byte[] prefix, byte[][] suffixes, byte[] sumPrefix, byte[] countPrefix) {
    static Form of(Metric metric) {
      String type = switch (metric.type()) {
        case Gauge, Info -> "gauge";
        case Counter -> "counter";
        case Histogram -> "histogram";
      };
      String name = metric.metricName();
      String header = "# HELP " + name + " " + metric.help().replace("\\", "\\\\").replace("\n", "\\n") + "\n# TYPE " + name + " " + type + "\n";
      String ending = metric.type() == Metric.Type.Histogram ? "_bucket" : "";
      String second = metric.type() == Metric.Type.Histogram ? "le" : metric.labels().size() > 1 ? metric.labels().get(1) : "";
      byte[][] suffixes = PlcSamples.labelValues(metric).stream()
          .map(value -> ascii(second.isEmpty() ? "\"} " : "\"," + second + "=\"" + value + "\"} ")).toArray(byte[][]::new);
      return new Form(ascii(header), ascii(name + ending + "{plc=\""), suffixes, ascii(name + "_sum{plc=\""), ascii(name + "_count{plc=\""));
    }
  }

  private static final byte[] END = ascii("\"} ");

  /**
   * A PLC with its samples.
   *
   * @param name as the value of a label
   * @param info the line of {@code plc_info}
   */
  @SuppressWarnings("ArrayRecordComponent")  // made for one page, compared by nobody
  private record Row(byte[] name, byte[] info, PlcSamples samples) {}

  private final List<Row> rows = new ArrayList<>();
  private final Text[] texts = Stream.of(METRICS).map(_ -> new Text(0)).toArray(Text[]::new);  // of what is no PLC's
  private final Text chunk = new Text(CHUNK + SMALL);
  private final Runnable whenWritten;

  /** @param whenWritten nobody reads it any more: it may be used again */
  Exposition(Runnable whenWritten) {
    this.whenWritten = whenWritten;
    clear();
  }

  /** Begins anew: every metric is declared, none has a sample. */
  void clear() {
    rows.clear();
    for (Text each : texts) each.clear();
  }

  /** All samples of one PLC. They must stay as they are until this is written. */
  void add(InfoLines.Lines plc, PlcSamples samples) {
    rows.add(new Row(plc.name(), plc.info(), samples));
  }

  /** A sample that is no PLC's, or {@code plc_info}; values of labels in the order of {@link Metric#labels}. */
  void add(Metric metric, double value, String... labelValues) {
    Text text = texts[metric.index()].add(metric.metricName());
    for (int i = 0; i < labelValues.length; i++) {
      text.add(i == 0 ? '{' : ',').add(metric.labels().get(i)).add('=').add('"').label(labelValues[i]).add('"');
    }
    if (labelValues.length > 0) text.add('}');
    text.add(' ').number(value).add('\n');
  }

  /** A histogram that is no PLC's: counts by bucket of {@link Metric#READ_DURATION_BUCKETS}, not added up, and the sum. */
  void histogram(Metric metric, long[] counts, double sum, String labelValue) {
    String label = "{" + metric.labels().getFirst() + "=\"" + labelValue + "\"";
    Text text = texts[metric.index()];
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      total += counts[i];
      String bound = i < Metric.READ_DURATION_BUCKETS.size() ? Metric.READ_DURATION_BUCKETS.get(i).toString() : "+Inf";
      text.add(metric.metricName()).add("_bucket").add(label).add(",le=\"").add(bound).add("\"} ").number(total).add('\n');
    }
    text.add(metric.metricName()).add("_sum").add(label).add("} ").number(sum).add('\n');
    text.add(metric.metricName()).add("_count").add(label).add("} ").number(total).add('\n');
  }

  /** Not known before it is written. */
  @Override
  public int length() {
    return 0;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    chunk.clear();
    for (Metric metric : METRICS) {
      Form form = FORMS.get(metric.index());
      chunk.add(form.header());
      for (int i = 0; i < rows.size(); i++) {
        row(rows.get(i), metric, form);
        if (chunk.length() >= CHUNK) sendOn(out);
      }
      chunk.add(texts[metric.index()]);
    }
    sendOn(out);
  }

  private void sendOn(OutputStream out) throws IOException {
    chunk.writeTo(out, CHUNK);
    chunk.clear();
  }

  private void row(Row row, Metric metric, Form form) {
    if (metric == Metric.PLC_INFO) chunk.add(row.info());
    if (!metric.isOfPlc()) return;
    switch (metric.type()) {
      case Histogram -> histogram(row, metric, form);
      case Info -> info(row, metric, form);
      case Gauge, Counter -> samples(row, metric, form);
    }
  }

  private void samples(Row row, Metric metric, Form form) {
    for (int i = 0; i < form.suffixes().length; i++) {
      double value = row.samples().at(metric, i);
      if (!Double.isNaN(value)) chunk.add(form.prefix()).add(row.name()).add(form.suffixes()[i]).number(value).add('\n');
    }
  }

  private void info(Row row, Metric metric, Form form) {
    double which = row.samples().at(metric, 0);
    if (!Double.isNaN(which)) chunk.add(form.prefix()).add(row.name()).add(form.suffixes()[(int) which]).add('1').add('\n');
  }

  /** Counts by bucket, not added up, then the sum. */
  private void histogram(Row row, Metric metric, Form form) {
    int buckets = Metric.READ_DURATION_BUCKETS.size() + 1;
    double sum = row.samples().at(metric, buckets);
    if (Double.isNaN(sum)) return;
    long total = 0;
    for (int i = 0; i < buckets; i++) {
      total += (long) row.samples().at(metric, i);
      chunk.add(form.prefix()).add(row.name()).add(form.suffixes()[i]).number(total).add('\n');
    }
    chunk.add(form.sumPrefix()).add(row.name()).add(END).number(sum).add('\n');
    chunk.add(form.countPrefix()).add(row.name()).add(END).number(total).add('\n');
  }

  @Override
  public void close() {
    whenWritten.run();
  }

  /** The whole page. */
  @Override
  public String toString() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      writeTo(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);  // not to memory
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
