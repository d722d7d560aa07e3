package io.plcfleet.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A PLC as declared: where it answers and what to read. It is only ever read from. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("Plc")
@Plural("plcs")
public class Plc extends CustomResource<PlcSpec, PlcStatus> implements Namespaced {
  private static final long serialVersionUID = 1;

  @Override
  @Required
  public PlcSpec getSpec() {
    return super.getSpec();
  }
}
