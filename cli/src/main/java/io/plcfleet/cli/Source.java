package io.plcfleet.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where samples come from. */
sealed interface Source permits RecordingFile, PrometheusRange {
  /**
   * What each profile would have thought.
   *
   * @param plc absent for all that there are
   * @param alertsEvery time between two evaluations of the alerts
   * @return by profile, then by PLC
   * @throws Unusable when what is there cannot be used
   */
  List<Timeline> replay(@Nullable String plc, List<ProfileFile> profiles, Duration alertsEvery) throws IOException, InterruptedException;
}
