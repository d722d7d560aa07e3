package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A signal is beyond the bound {@code good} of the PLC's own profile: that is where it begins to cost points, and the monitor says so.
 * No bound stands here. A profile that does not weigh the signal has no alert for it.
 */
abstract class CostlySignal extends SignalAlert {
  private final List<SignalName> signals;

  CostlySignal(SignalName... signals) {
    this.signals = List.of(signals);
  }

  @Override
  final String beyond(FleetSeries fleet) {
    String names = signals.stream().map(SignalName::name).collect(Collectors.joining("|"));
    return fleet.ofPlc(Metric.PLC_POINTS_LOST, signals.size() == 1 ? equal("signal", names) : "signal=~\"" + names + "\"") + " > 0";
  }

  @Override
  public final Severity severity() {
    return Severity.info;
  }

  @Override
  public final String description() {
    Reason reason = Signals.of(signals.getFirst()).reason();
    return measured() + "It costs {{ $value | printf `%.1f` }} points by now, and the grade is still Healthy: " + reason.meaning()
        + ". The bounds are those of the PLC's profile. " + reason.action();
  }

  /** A sentence with the measured value, and a space after it. */
  abstract String measured();

  static String measured(String function, Metric metric, String words) {
    return FleetSeries.told(function + "(" + FleetSeries.inWords(metric) + ")", words + " ");
  }
}
