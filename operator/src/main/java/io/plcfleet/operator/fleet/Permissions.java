package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.net.InetAddress;
import java.util.Optional;

/** What the administrator permits. What a host name stands for is looked at by the monitor, at each attempt to connect. */
final class Permissions {
  private Permissions() {}

  static Optional<Problem> image(MonitorFleet fleet, HouseRules rules) {
    String image = fleet.getSpec().monitor() == null ? null : fleet.getSpec().monitor().image();
    if (image == null || rules.permit(image)) return Optional.empty();
    return Optional.of(new Problem("spec.monitor.image", ConditionReason.NotPermitted, "\"" + image + "\" is not among the images that the administrator permits"
        + " (chart value allowedImagePrefixes): permitted is what begins with " + String.join(", ", rules.imagePrefixes()) + "; or leave it out for " + rules.image()));
  }

  static Optional<Problem> address(Plc plc, HouseRules rules) {
    Endpoint endpoint = PlcCheck.endpoint(plc.getSpec()).orElse(null);
    if (endpoint == null) return Optional.empty();
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(endpoint.host());
    } catch (IllegalArgumentException e) {
      return Optional.empty();  // a name
    }
    return rules.networks().permit(address) ? Optional.empty()
        : Optional.of(new Problem("spec." + endpoint.protocol() + (endpoint instanceof Endpoint.OpcUa ? ".url" : ".host"), ConditionReason.NotPermitted, rules.networks().refusal(address)));
  }
}
