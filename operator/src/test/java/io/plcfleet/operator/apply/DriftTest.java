package io.plcfleet.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{3}")
  @CsvSource(delimiter = '|', textBlock = """
      {"a":1,"b":2}                | {"a":1}              |          | what others added is none of our business
      {"a":2}                      | {"a":1}              | a        | another value
      {}                           | {"a":1}              | a        | a field is gone
      {}                           | {"a":[],"b":{}}      |          | the server does not keep what is empty
      {"l":[{"n":"x","d":1}]}      | {"l":[{"n":"x"}]}    |          | defaults within a list
      {"l":[{"n":"x"},{"n":"y"}]}  | {"l":[{"n":"x"}]}    | l        | an element too many
      {"cpu":"1"}                  | {"cpu":"1000m"}      |          | one quantity in two spellings
      {"cpu":"2"}                  | {"cpu":"1000m"}      | cpu      | two quantities
      {"l":[{"n":"x","p":1}]}      | {"l":[{"n":"x","p":2}]} | l[0].p | another value within a list
      {"t":"abc"}                  | {"t":"abd"}          | t        | two texts
      {"t":1}                      | {"t":1.0}            |          | one number in two spellings
      """)
  void namesTheFieldThatDiffers(String actual, String wanted, @Nullable String field, String why) throws JsonProcessingException {
    assertThat(Drift.difference(JSON.readTree(actual), JSON.readTree(wanted))).as(why).isEqualTo(Optional.ofNullable(field));
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(delimiter = '|', textBlock = """
      {"a":1}                                | {"a":1}                   |                       | as wanted
      {"a":1,"sampleLimit":1}                | {"a":1}                   | spec.sampleLimit      | a field more
      {"a":1,"l":[],"o":{}}                  | {"a":1}                   |                       | what is empty is nothing
      {"e":[{"p":"m","drop":[{"x":1}]}]}     | {"e":[{"p":"m"}]}         | spec.e[0].drop        | a field more in an element
      {"g":[{"r":[{"x":1},{"x":2,"y":3}]}]}  | {"g":[{"r":[{"x":1},{"x":2}]}]} | spec.g[0].r[1].y | deep down
      """)
  void namesTheFieldThatNobodyWants(String actual, String wanted, @Nullable String field, String why) throws JsonProcessingException {
    assertThat(Drift.added(JSON.readTree(actual), JSON.readTree(wanted))).as(why).isEqualTo(Optional.ofNullable(field));
  }

  /** By its creation the server fills in much of a Service, and nothing of a ServiceMonitor. */
  @Test
  void onlyWhatIsForPrometheusIsWhollyOurs() {
    ServiceMonitor monitor = new ServiceMonitorBuilder().withNewSpec().withNewSelector().addToMatchLabels("a", "b").endSelector().endSpec().build();
    ServiceMonitor limited = monitor.edit().editSpec().withSampleLimit(1L).editSelector().addToMatchLabels("c", "d").endSelector().endSpec().build();
    Service service = new ServiceBuilder().withNewMetadata().endMetadata().withNewSpec().endSpec().build();

    assertThat(Drift.of(limited, monitor)).isPresent();
    assertThat(Drift.patch(limited, monitor).path("spec").toString()).isEqualTo("{\"selector\":{\"matchLabels\":{\"a\":\"b\",\"c\":null}},\"sampleLimit\":null}");
    assertThat(Drift.of(service.edit().editSpec().withSessionAffinity("None").endSpec().build(), service)).isEmpty();
  }
}
