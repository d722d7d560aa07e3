package io.plcfleet.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The Plcs that are monitored alike, and how: the operator keeps monitors, scraping, rules and a dashboard for them. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("MonitorFleet")
@Plural("monitorfleets")
@ValidationRule(value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')", message = "the name of a MonitorFleet may have small letters, digits and hyphens, and begins with a letter: names of services begin with it")
@ValidationRule(value = "self.metadata.name.size() <= 40", message = "the name of a MonitorFleet may have 40 characters: names of pods and services begin with it")
public class MonitorFleet extends CustomResource<MonitorFleetSpec, MonitorFleetStatus> implements Namespaced {
  private static final long serialVersionUID = 1;

  @Override
  @Required
  public MonitorFleetSpec getSpec() {
    return super.getSpec();
  }
}
