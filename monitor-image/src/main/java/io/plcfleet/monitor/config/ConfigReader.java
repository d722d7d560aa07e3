package io.plcfleet.monitor.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Tag;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Text of {@code monitor.json} to assignments. Pure: no file, no clock. Fields that are not known here are passed over: the operator may be newer. */
public final class ConfigReader {
  private static final ObjectReader JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build().readerFor(MonitorConfig.class);

  private ConfigReader() {}

  /** @throws BadConfig with position or field, value, and way out */
  public static Assignments read(byte[] text) throws BadConfig {
    MonitorConfig config;
    try {
      config = JSON.readValue(text);
    } catch (JacksonException e) {
      throw new BadConfig(where(e) + e.getOriginalMessage() + "; the configuration loaded before stays in force, the operator must write the file anew");
    } catch (IOException e) {
      throw new BadConfig("cannot be read: " + e.getMessage());
    }
    List<String> problems = ConfigCheck.problems(config);
    if (!problems.isEmpty()) {
      int more = problems.size() - ConfigCheck.SHOWN;
      throw new BadConfig(problems.stream().limit(ConfigCheck.SHOWN).collect(Collectors.joining("; ")) + (more > 0 ? "; and " + more + " more" : ""));
    }
    return ConfigCheck.assignments(shared(config));
  }

  /** Machines of one kind have the same tags: kept once, or the tags of thousands of PLCs take more room than all else of them. */
  private static MonitorConfig shared(MonitorConfig config) {
    Map<List<Tag>, List<Tag>> known = new HashMap<>();
    List<PlcEntry> plcs = config.plcs().stream()
        .map(plc -> plc.tags() == null ? plc : plc.with(known.computeIfAbsent(plc.tags(), List::copyOf))).toList();  // one that is released needs none
    return new MonitorConfig(config.serial(), config.settings(), plcs);
  }

  private static String where(JacksonException e) {
    JsonLocation at = e.getLocation();
    String line = at == null ? "" : "line " + at.getLineNr() + " column " + at.getColumnNr() + ": ";
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty() ? line + path(mapping) + ": " : line;
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) path.append('[').append(step.getIndex()).append(']');
      else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
    }
    return path.toString();
  }
}
