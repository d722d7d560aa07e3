package io.plcfleet.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFieldsTest {
  private static final String WANTED = "{replicas: 1, template: {spec: {tolerations: [{key: a}], containers: [{name: monitor, image: 'm:2', env: [{name: A, value: '2'}]}]}}}";
  private static final String OURS = "{f:replicas: {}, f:template: {f:spec: {f:tolerations: {}, f:containers: {'k:{\"name\":\"monitor\"}': {.: {}, f:name: {}, f:image: {}, f:env: {'k:{\"name\":\"A\"}': {f:name: {}, f:value: {}}}}}}}}";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      something else is wanted than before        | x           | x        | image: 'm:2' | image: 'm:1' | false
      a value of another                          | f:replicas: {}, | ``    | replicas: 1 | replicas: 0  | true
      a value of another that is wanted by now    | f:replicas: {}, | ``    | x           | x            | false
      an element of another                       | x           | x        | env: [{      | env: [{name: B, value: b}, { | true
      an element that was ours and is not wanted  | f:env: {    | f:env: {'k:{"name":"B"}': {f:name: {}, f:value: {}}, | env: [{ | env: [{name: B, value: b}, { | false
      a value within an element                   | f:image: {},| ``       | image: 'm:2' | image: 'm:1' | true
      a list that is one value                    | f:tolerations: {}, | `` | key: a       | key: b       | true
      our list that is one value                  | x           | x        | key: a       | key: b       | false
      what somebody took away                     | x           | x        | replicas: 1, | ``           | false
      """)
  void tellsEditsFromNewWishes(String what, String ours, String then, String wanted, String there, boolean edited) {
    String fields = OURS.replace(ours, then == null ? "" : then);
    StatefulSet actual = set("managedFields: [{manager: plc-fleet-operator, operation: Apply, fieldsV1: {f:spec: " + fields + "}}, {manager: kubectl, operation: Update, fieldsV1: {f:spec: {}}}]",
        WANTED.replace(wanted, there == null ? "" : there));
    assertThat(OwnFields.of(actual).editedByOthers(actual, set("name: line-a-0", WANTED))).as(what).isEqualTo(edited);
  }

  private static StatefulSet set(String metadata, String spec) {
    return Serialization.unmarshal("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {" + metadata + "}\nspec: " + spec, StatefulSet.class);
  }
}
