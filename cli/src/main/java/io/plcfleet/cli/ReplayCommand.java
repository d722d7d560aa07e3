package io.plcfleet.cli;

import io.plcfleet.api.v1alpha1.DurationText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a profile would have said of a PLC. */
@Command(name = "replay", mixinStandardHelpOptions = true,
    description = "Scores samples of the past by a profile: scores, grade changes with their reasons, and the alerts that would have fired.")
@SuppressWarnings("NullAway.Init")  // picocli fills the fields
final class ReplayCommand implements Callable<Integer> {
  /** What samples are taken from; exactly one. */
  static final class From {
    @Option(names = "--recording", paramLabel = "FILE", required = true, description = "What a monitor's page /recording answered; .gz is unpacked, - is standard input.")
    @Nullable String recording;

    @ArgGroup(exclusive = false)
    @Nullable Prometheus prometheus;
  }

  /** A range of Prometheus. */
  @SuppressWarnings("NullAway.Init")
  static final class Prometheus {
    @Option(names = "--from-prometheus", paramLabel = "URL", required = true, description = "Base address of Prometheus. Without --plc all PLCs that --matchers leave.")
    URI server;

    @Option(names = "--start", paramLabel = "TIME", required = true, description = "As 2026-11-22T19:00:00Z.")
    Instant start;

    @Option(names = "--end", paramLabel = "TIME", required = true, description = "As 2026-11-22T20:00:00Z.")
    Instant end;

    @Option(names = "--step", paramLabel = "DURATION", converter = Durations.class, defaultValue = "15s", description = "Time between two samples; ${DEFAULT-VALUE} when absent.")
    Duration step;

    @Option(names = "--matchers", paramLabel = "MATCHERS", defaultValue = "", description = "Further matchers, as 'namespace=\"plant\",fleet=\"line-a\"'.")
    String matchers;
  }

  /** How to print. */
  enum Output { text, json }

  /** Durations as resources write them. */
  static final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      Duration duration = DurationText.parse(value);
      if (duration.isZero()) throw new IllegalArgumentException("must be longer than 0");
      return duration;
    }
  }

  @Spec
  CommandSpec command;

  @ArgGroup(exclusive = true, multiplicity = "1")
  From from;

  @Option(names = "--plc", paramLabel = "NAME", description = "One PLC only.")
  @Nullable String plc;

  @Option(names = "--profile", paramLabel = "FILE", required = true, description = "A ScoringProfile; standard is the built-in one.")
  String profile;

  @Option(names = "--compare", paramLabel = "FILE", description = "Another one, shown beside.")
  @Nullable String compare;

  @Option(names = "--every", paramLabel = "DURATION", converter = Durations.class, defaultValue = "30s", description = "Time between two printed scores; ${DEFAULT-VALUE} when absent.")
  Duration every;

  @Option(names = "--alerts-every", paramLabel = "DURATION", converter = Durations.class, defaultValue = "5s",
      description = "Time between two evaluations of the alerts; ${DEFAULT-VALUE} when absent.")
  Duration alertsEvery;

  @Option(names = "--summary", description = "Only what all PLCs come to, nothing of a single one; in text.")
  boolean summary;

  @Option(names = {"-o", "--output"}, paramLabel = "text|json", defaultValue = "text", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} when absent.")
  Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      List<Timeline> timelines = source().replay(plc, profiles(), alertsEvery);
      command.commandLine().getOut().print(output == Output.json ? JsonReport.of(timelines) : TextReport.of(timelines, summary ? null : every));
      command.commandLine().getOut().flush();
      return 0;
    } catch (Unusable e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return failed(e.getFile() + " does not exist");
    } catch (IOException e) {
      return failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private List<ProfileFile> profiles() throws IOException {
    ProfileFile first = ProfileFile.read(profile);
    if (compare == null) return List.of(first);
    ProfileFile other = ProfileFile.read(compare);
    return first.name().equals(other.name()) ? List.of(first.of(profile), other.of(compare)) : List.of(first, other);
  }

  private Source source() {
    Prometheus p = from.prometheus;
    if (p != null) return new PrometheusRange(new PrometheusServer(p.server, p.start, p.end, p.step), p.matchers);
    return new RecordingFile(String.valueOf(from.recording));
  }

  private int failed(String why) {
    command.commandLine().getErr().println(why);
    return 1;
  }
}
