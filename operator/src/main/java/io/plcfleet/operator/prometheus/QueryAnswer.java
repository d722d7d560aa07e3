package io.plcfleet.operator.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.operator.rollout.analysis.Answer;

/** Reads what {@code /api/v1/query} answers: one number, or why there is none. */
final class QueryAnswer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ERROR = 200;

  private QueryAnswer() {}

  /** @param name of the Prometheus, as it stands in sentences */
  static Answer read(String name, int status, String body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new Answer.None(name + " answers with status " + status + " and no JSON: is it a Prometheus?");
    }
    if (status != 200 || !answer.path("status").asText().equals("success")) {
      return new Answer.None(name + " refuses the query with status " + status + ": " + shortened(answer.path("error").asText("no reason given")));
    }
    JsonNode data = answer.path("data");
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "scalar" -> number(name, result.path(1).asText());
      case "vector" -> switch (result.size()) {
        case 0 -> new Answer.None(name + " knows no series that the query asks for");
        case 1 -> number(name, result.path(0).path("value").path(1).asText());
        default -> new Answer.None(name + " answers with " + result.size() + " series: ask for one number, for example by sum() or max()");
      };
      default -> new Answer.None(name + " answers with a " + data.path("resultType").asText("thing") + ": ask for one number at one time");
    };
  }

  private static Answer number(String name, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) return new Answer.Value(value);
    } catch (NumberFormatException e) {
      // +Inf and -Inf, as Prometheus writes them
    }
    return new Answer.None(name + " answers " + text + ": a division by 0?");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "...";
  }
}
