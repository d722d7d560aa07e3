package io.plcfleet.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditionsTest {
  private static final String WANTED = "{replicas: 1, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: monitor, image: m}]}}}";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      a field more                       | f:template: {f:spec: {f:hostNetwork: {}}} | spec: {hostNetwork: true, | spec.template.spec.hostNetwork
      a map more                         | f:template: {f:spec: {f:nodeSelector: {.: {}, f:zone: {}}}} | spec: {nodeSelector: {zone: east}, | spec.template.spec.nodeSelector
      a label more                       | f:template: {f:metadata: {f:labels: {f:c: {}}}} | spec: { | -
      a field more in an element         | f:template: {f:spec: {f:containers: {'k:{"name":"monitor"}': {f:command: {}}}}} | containers: [{name: monitor, command: [sh], | `spec.template.spec.containers[monitor].command`
      what the server would say as well  | f:template: {f:spec: {f:dnsPolicy: {}}} | spec: {dnsPolicy: ClusterFirst, | -
      something else than that           | f:template: {f:spec: {f:dnsPolicy: {}}} | spec: {dnsPolicy: Default, | spec.template.spec.dnsPolicy
      a key more in a map that is one value | f:template: {f:metadata: {f:labels: {}}} | labels: {c: d, | spec.template.metadata.labels.c
      nobody's, so the server's          | f:replicas: {} | spec: {hostNetwork: true, | -
      a value of what is wanted          | f:replicas: {} | spec: { | -
      a restart by hand                  | f:template: {f:metadata: {f:annotations: {.: {}, f:restartedAt: {}}}} | metadata: {annotations: {restartedAt: now}, | -
      """)
  void namesWhatSomebodyElseAdded(String what, String owned, String there, String field) {
    String word = there.startsWith("metadata") ? "metadata: {" : there.startsWith("labels") ? "labels: {" : there.startsWith("containers") ? "containers: [{name: monitor, " : "spec: {";
    assertThat(added(set("kubectl-edit", owned, WANTED.replaceFirst(Pattern.quote(word), there)), set("x", "", WANTED))).as(what)
        .isEqualTo(field.equals("-") ? Optional.empty() : Optional.of(field));
    assertThat(added(set(Children.MANAGER, owned, WANTED.replaceFirst(Pattern.quote(word), there)), set("x", "", WANTED))).as("ours: " + what).isEmpty();
  }

  /** A restart by hand stays: to take it away would be another. */
  @Test
  void aPatchTakesAwayTheseAndNoOthers() {
    StatefulSet actual = set("kubectl-edit", "f:template: {f:metadata: {f:annotations: {f:restartedAt: {}}}, f:spec: {f:hostNetwork: {}, f:containers: {'k:{\"name\":\"monitor\"}': {f:command: {}}}}}",
        "{replicas: 1, template: {metadata: {labels: {a: b}, annotations: {restartedAt: now}}, spec: {hostNetwork: true, dnsPolicy: ClusterFirst, containers: [{name: monitor, image: m, command: [sh]}]}}}");

    assertThat(Drift.patch(actual, set("x", "", WANTED)).at("/spec/template").toString())
        .isEqualTo("{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"image\":\"m\",\"name\":\"monitor\"}],\"hostNetwork\":null}}");
  }

  private static Optional<String> added(StatefulSet actual, StatefulSet wanted) {
    return Additions.of(actual, Serialization.jsonMapper().valueToTree(actual), Serialization.jsonMapper().valueToTree(wanted));
  }

  private static StatefulSet set(String manager, String owned, String spec) {
    return Serialization.unmarshal("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {managedFields: [{manager: " + manager + ", operation: Update, fieldsV1: {f:spec: {" + owned
        + "}}}]}\nspec: " + spec, StatefulSet.class);
  }
}
