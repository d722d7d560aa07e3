package io.plcfleet.operator.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The contract's records as JSON. */
public final class ShardJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .serializationInclusion(JsonInclude.Include.NON_NULL)
      .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
      .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
      .build();

  private ShardJson() {}

  /** The file {@code monitor.json}; equal configurations give equal text. */
  public static String write(MonitorConfig config) {
    return text(config);
  }

  /**
   * Reads a {@code monitor.json} and makes sure that nothing in it is missing.
   *
   * @throws JsonProcessingException when it is no JSON of that form
   * @throws IllegalArgumentException when something is missing; the message says what
   */
  public static MonitorConfig readConfig(String text) throws JsonProcessingException {
    MonitorConfig config = MAPPER.readValue(text, MonitorConfig.class);
    require(config, "the file's content");
    require(config.settings(), "settings");
    require(config.plcs(), "plcs");
    for (PlcEntry entry : config.plcs()) {
      require(entry, "an entry of plcs");
      require(entry.uid(), "plcs[].uid");
      String of = "plcs[" + entry.name() + "].";
      require(entry.name(), of + "name");
      require(entry.state(), of + "state");
      require(entry.link(), of + "link");
      require(entry.tags(), of + "tags");
      require(entry.profile(), of + "profile");
      require(entry.info(), of + "info");
      require(config.settings().get(String.valueOf(entry.revision())), "settings." + entry.revision());
      require(entry.endpoint().host(), of + "host");
    }
    return config;
  }

  private static void require(@Nullable Object value, String name) {
    if (value == null) throw new IllegalArgumentException(name + " is missing");
  }

  /** @throws JsonProcessingException when it is no report */
  public static MonitorReport readReport(String text) throws JsonProcessingException {
    return MAPPER.readValue(text, MonitorReport.class);
  }

  /** Any of the contract's records, or a map of them, in canonical form: what a revision is the hash of. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours is not JSON", e);
    }
  }

  /** The first digits of the SHA-256 of the canonical form, in hexadecimal. */
  public static String hash(Object value, int digits) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text(value).getBytes(StandardCharsets.UTF_8))).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static int size(PlcEntry entry) {
    return text(entry).length();
  }
}
