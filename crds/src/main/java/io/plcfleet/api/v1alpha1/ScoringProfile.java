package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** How links are scored: what each signal may cost, and where the grades begin. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("ScoringProfile")
@Plural("scoringprofiles")
@ValidationRule(value = "self.metadata.name != 'standard'", message = "standard is the name of the built-in profile: give this one another name, and name it by profileRef")
public class ScoringProfile extends CustomResource<ScoringProfileSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1;

  @Override
  @Required
  public ScoringProfileSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonIgnore
  public Void getStatus() {
    return super.getStatus();
  }
}
