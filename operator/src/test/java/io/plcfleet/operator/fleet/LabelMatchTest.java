package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatchTest {
  private static final HasMetadata OBJECT =
      new ConfigMapBuilder().withNewMetadata().addToLabels("line", "a").addToLabels("site", "graz").endMetadata().build();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                                                   | true
      {matchLabels: {line: a}}                                             | true
      {matchLabels: {line: a, site: linz}}                                 | false
      {matchExpressions: [{key: line, operator: In, values: [a, b]}]}      | true
      {matchExpressions: [{key: line, operator: In, values: [b]}]}         | false
      {matchExpressions: [{key: line, operator: NotIn, values: [b]}]}      | true
      {matchExpressions: [{key: cell, operator: NotIn, values: [b]}]}      | true
      {matchExpressions: [{key: line, operator: NotIn, values: [a]}]}      | false
      {matchExpressions: [{key: site, operator: Exists}]}                  | true
      {matchExpressions: [{key: cell, operator: Exists}]}                  | false
      {matchExpressions: [{key: cell, operator: DoesNotExist}]}            | true
      {matchLabels: {line: a}, matchExpressions: [{key: site, operator: DoesNotExist}]} | false
      """)
  void matches(String selector, boolean expected) {
    assertThat(LabelMatch.matches(Serialization.unmarshal("---\n" + selector, LabelSelector.class), OBJECT)).isEqualTo(expected);
  }
}
