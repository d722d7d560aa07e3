package io.plcfleet.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.operator.rollout.analysis.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers in the form of Prometheus' HTTP API; real ones are in {@code PrometheusSourcesIT}. */
class QueryAnswerTest {
  @Test
  void aScalarAndAVectorOfOneAreNumbers() {
    assertThat(read("{resultType: scalar, result: [1, '0.5']}")).isEqualTo(new Answer.Value(0.5));
    assertThat(read("{resultType: vector, result: [{metric: {}, value: [1, '-2e-3']}]}")).isEqualTo(new Answer.Value(-0.002));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {resultType: vector, result: []}                                          | P knows no series that the query asks for
      {resultType: vector, result: [{value: [1, '1']}, {value: [1, '2']}]}      | P answers with 2 series: ask for one number, for example by sum() or max()
      {resultType: scalar, result: [1, 'NaN']}                                  | P answers NaN: a division by 0?
      {resultType: scalar, result: [1, '+Inf']}                                 | P answers +Inf: a division by 0?
      {resultType: matrix, result: []}                                          | P answers with a matrix: ask for one number at one time
      {resultType: string, result: [1, 'a']}                                    | P answers with a string: ask for one number at one time
      """, quoteCharacter = '"')
  void whatIsNoNumberIsNoData(String data, String why) {
    assertThat(read(data)).isEqualTo(new Answer.None(why));
  }

  @Test
  void otherServersAndRefusalsAreNoData() {
    assertThat(QueryAnswer.read("P", 200, "<html>")).isEqualTo(new Answer.None("P answers with status 200 and no JSON: is it a Prometheus?"));
    assertThat(QueryAnswer.read("P", 400, "{\"status\":\"error\",\"error\":\"parse error\"}")).isEqualTo(new Answer.None("P refuses the query with status 400: parse error"));
    assertThat(QueryAnswer.read("P", 302, "")).isEqualTo(new Answer.None("P refuses the query with status 302: no reason given"));
  }

  /** @param data as JSON without its quotes, and single ones in place of double ones */
  private static Answer read(String data) {
    return QueryAnswer.read("P", 200, "{\"status\":\"success\",\"data\":" + data.replaceAll("([a-zA-Z]+):", "\"$1\":")
        .replaceAll(": (scalar|vector|matrix|string)", ": \"$1\"").replace('\'', '"') + "}");
  }
}
