package io.plcfleet.monitor.diagnosis;

import java.util.List;

/** All signs in the order of {@code DiagnosisClass}: the former explain the latter, so the first one that fits is said. */
final class Signs {
  static final List<Sign> ALL = List.of(
      new CpuStopped(), new WrongEndpoint(), new AddressConflict(), new LinkCut(), new LifeSignFrozen(), new DeviceOverloaded(),
      new NetworkPathDegraded());

  private Signs() {}
}
