package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.poll.PlcSamples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Metrics as text. Source: Prometheus exposition format, text version 0.0.4. Each metric has a text of its own, since all samples of one
 * stand together there, while PLCs come one by one. The texts are used again with the next scrape.
 */
final class Exposition implements Body {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  /** What one write to the connection takes: more makes the server allocate a copy of it. */
  private static final int CHUNK = 8192;
  private static final int SMALL = 1024;
  private static final List<Metric> OF_ONE_PLC = Stream.of(Metric.values()).filter(Metric::isOfPlc).toList();
  private static final List<Form> FORMS = Stream.of(Metric.values()).map(Form::of).toList();

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

  private final Text[] texts = Stream.of(Metric.values()).map(_ -> new Text(SMALL)).toArray(Text[]::new);
  private final Text plc = new Text(SMALL);
  private final Runnable whenWritten;

  /** @param whenWritten nobody reads it any more: it may be used again */
  Exposition(Runnable whenWritten) {
    this.whenWritten = whenWritten;
    clear();
  }

  /** Begins anew: every metric is declared, none has a sample. */
  void clear() {
    for (int i = 0; i < texts.length; i++) {
      texts[i].clear();
      texts[i].add(FORMS.get(i).header());
    }
  }

  /** All samples of one PLC. */
  void add(String name, PlcSamples samples) {
    plc.clear();
    plc.label(name);
    for (int m = 0; m < OF_ONE_PLC.size(); m++) {
      Metric metric = OF_ONE_PLC.get(m);
      double[] values = samples.of(metric);
      Form form = FORMS.get(metric.index());
      Text text = texts[metric.index()];
      if (metric.type() == Metric.Type.Histogram) {
        histogram(text, form, values);
        continue;
      }
      for (int i = 0; i < values.length; i++) {
        if (!Double.isNaN(values[i])) text.add(form.prefix()).add(plc).add(form.suffixes()[i]).number(values[i]).add('\n');
      }
    }
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

  /** A line that was written before, with its end. */
  void addLine(Metric metric, byte[] line) {
    texts[metric.index()].add(line);
  }

  /** Counts by bucket, not added up, then the sum. */
  private void histogram(Text text, Form form, double[] values) {
    int buckets = values.length - 1;
    if (Double.isNaN(values[buckets])) return;
    long total = 0;
    for (int i = 0; i < buckets; i++) {
      total += (long) values[i];
      text.add(form.prefix()).add(plc).add(form.suffixes()[i]).number(total).add('\n');
    }
    text.add(form.sumPrefix()).add(plc).add(END).number(values[buckets]).add('\n');
    text.add(form.countPrefix()).add(plc).add(END).number(total).add('\n');
  }

  @Override
  public int length() {
    int length = 0;
    for (Text each : texts) length += each.length();
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (Text each : texts) each.writeTo(out, CHUNK);
  }

  @Override
  public void close() {
    whenWritten.run();
  }

  /** The whole page. */
  @Override
  public String toString() {
    StringBuilder page = new StringBuilder();
    for (Text each : texts) page.append(each);
    return page.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
