package io.plcfleet.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
}
