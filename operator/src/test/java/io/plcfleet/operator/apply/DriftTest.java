package io.plcfleet.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{3}")
  @CsvSource(delimiter = '|', textBlock = """
      {"a":1,"b":2}                | {"a":1}              | true  | what others added is none of our business
      {"a":2}                      | {"a":1}              | false | another value
      {}                           | {"a":1}              | false | a field is gone
      {}                           | {"a":[],"b":{}}      | true  | the server does not keep what is empty
      {"l":[{"n":"x","d":1}]}      | {"l":[{"n":"x"}]}    | true  | defaults within a list
      {"l":[{"n":"x"},{"n":"y"}]}  | {"l":[{"n":"x"}]}    | false | an element too many
      {"cpu":"1"}                  | {"cpu":"1000m"}      | true  | one quantity in two spellings
      {"cpu":"2"}                  | {"cpu":"1000m"}      | false | two quantities
      {"t":"abc"}                  | {"t":"abd"}          | false | two texts
      {"t":1}                      | {"t":1.0}            | true  | one number in two spellings
      """)
  void contains(String actual, String wanted, boolean same, String why) throws JsonProcessingException {
    assertThat(Drift.contains(JSON.readTree(actual), JSON.readTree(wanted))).as(why).isEqualTo(same);
  }
}
