package io.plcfleet.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The way of one change of a fleet's shared settings to its Plcs. The operator makes it; people steer it by its spec. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("ConfigRollout")
@Plural("configrollouts")
@ValidationRule(
    value = "!has(oldSelf.status) || !has(oldSelf.status.phase) || !(oldSelf.status.phase in ['Succeeded', 'Superseded']) || self.spec == oldSelf.spec",
    message = "this rollout is over: its spec takes no edits any more")
@ValidationRule(
    value = "!has(oldSelf.status) || !has(oldSelf.status.phase) || oldSelf.status.phase != 'RolledBack' || (self.spec.?paused == oldSelf.spec.?paused"
        + " && self.spec.?promoteStep == oldSelf.spec.?promoteStep && self.spec.?promoteFull == oldSelf.spec.?promoteFull && self.spec.?abort == oldSelf.spec.?abort)",
    message = "this rollout was rolled back: only spec.retry may be set, which makes a new attempt")
public class ConfigRollout extends CustomResource<ConfigRolloutSpec, ConfigRolloutStatus> implements Namespaced {
  private static final long serialVersionUID = 1;

  @Override
  @Required
  public ConfigRolloutSpec getSpec() {
    return super.getSpec();
  }
}
