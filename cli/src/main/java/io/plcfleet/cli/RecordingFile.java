package io.plcfleet.cli;

import io.plcfleet.recording.RecordingReader;
import io.plcfleet.recording.RecordingText;
import io.plcfleet.scoring.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a monitor has recorded: its page {@code /recording}, stored; {@code .gz} is unpacked, {@code -} is standard input. */
record RecordingFile(String file) implements Source {
  @Override
  public List<Timeline> replay(@Nullable String plc, List<ProfileFile> profiles, Duration alertsEvery) throws IOException {
    List<Timeline> timelines = new ArrayList<>();
    List<String> lines = lines();
    if (lines.isEmpty() || !lines.getFirst().equals(RecordingText.HEADING)) {
      throw new Unusable(file + " is no recording: its first line is not \"" + RecordingText.HEADING + "\"");
    }
    for (ProfileFile profile : profiles) {
      Map<String, LinkReplay> links = links(lines, profile.profile());
      if (plc != null && !links.containsKey(plc)) {
        throw new Unusable("--plc: " + plc + " is not in " + file + "; there is " + String.join(", ", new TreeSet<>(links.keySet())));
      }
      links.forEach((name, link) -> {
        if (plc == null || name.equals(plc)) timelines.add(link.timeline(name, profile.name(), alertsEvery));
      });
    }
    return timelines;
  }

  private Map<String, LinkReplay> links(List<String> lines, Profile profile) {
    Map<String, LinkReplay> links = new TreeMap<>();
    RecordingReader reader = new RecordingReader(name -> links.computeIfAbsent(name, _ -> new LinkReplay(profile)));
    try {
      lines.forEach(reader::line);
    } catch (IllegalArgumentException e) {
      throw new Unusable(file + ", " + e.getMessage());
    }
    if (links.isEmpty()) throw new Unusable(file + " holds no event of any PLC");
    return links;
  }

  private List<String> lines() throws IOException {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        BufferedReader reader = new BufferedReader(new InputStreamReader(file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
