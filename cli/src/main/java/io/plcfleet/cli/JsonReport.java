package io.plcfleet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plcfleet.cli.Timeline.Change;
import io.plcfleet.cli.Timeline.Firing;
import io.plcfleet.cli.Timeline.Moment;
import java.util.List;

/** Timelines for programs: an array with an object per PLC and profile. Times are RFC 3339; a score that is not there is null. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  static String of(List<Timeline> timelines) throws JsonProcessingException {
    ArrayNode all = JSON.createArrayNode();
    for (Timeline timeline : timelines) {
      ObjectNode node = all.addObject().put("plc", timeline.plc()).put("profile", timeline.profile());
      ArrayNode moments = node.putArray("moments");
      timeline.moments().forEach(moment -> add(moments, moment));
      ArrayNode changes = node.putArray("changes");
      timeline.changes().forEach(change -> add(changes, change));
      ArrayNode alerts = node.putArray("alerts");
      timeline.alerts().forEach(alert -> add(alerts, alert));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  private static void add(ArrayNode moments, Moment moment) {
    ObjectNode node = moments.addObject().put("at", moment.at().toString());
    score(node, moment.score());
    node.put("grade", moment.grade().name()).put("reason", moment.reason().name()).put("unreachable", moment.unreachable());
  }

  private static void add(ArrayNode changes, Change change) {
    ObjectNode node = changes.addObject().put("at", change.at().toString()).put("from", change.from().name()).put("to", change.to().name())
        .put("reason", change.reason().name());
    score(node, change.score());
    ArrayNode explanation = node.putArray("explanation");
    change.explanation().forEach(explanation::add);
  }

  private static void add(ArrayNode alerts, Firing alert) {
    ObjectNode node = alerts.addObject().put("alert", alert.alert().name()).put("from", alert.from().toString());
    if (alert.until() == null) node.putNull("until");
    else node.put("until", alert.until().toString());
  }

  private static void score(ObjectNode node, double score) {
    if (Double.isNaN(score)) node.putNull("score");
    else node.put("score", Math.round(score * 10) / 10.0);
  }
}
