package io.plcfleet.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.Grades;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.Hysteresis;
import io.plcfleet.contract.MonitorConfig.KeepAlive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Penalty;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.contract.MonitorConfig.Profile;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.scoring.SignalName;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations for tests, as the operator would write them. */
public final class Fleet {
  public static final String REVISION = "6f1c2a";
  private static final String LINK = "plain";
  private static final Profile STANDARD = new Profile(300_000, 0.8, 60_000,
      List.of(new Penalty(SignalName.SuccessRatio, 50, 0.999, 0.95), new Penalty(SignalName.AckP95, 25, 0.12, 0.2),
          new Penalty(SignalName.RttJitterRatio, 25, 5, 10)), null, null,
      new Grades(90, 70, 50), new Hysteresis(2, 10_000, 60_000), null);

  private final LinkSettings link;
  private final List<PlcEntry> plcs = new ArrayList<>();

  public Fleet(long intervalMillis, long timeoutMillis) {
    this(link(intervalMillis, timeoutMillis));
  }

  public Fleet(LinkSettings link) {
    this.link = link;
  }

  /** Settings of a link; all but the polling as they are built in. */
  public static LinkSettings link(long intervalMillis, long timeoutMillis) {
    return new LinkSettings(new Polling(intervalMillis, timeoutMillis), new Heartbeat(15_000, 5_000, 2, null),
        new Connection(new KeepAlive(60, 10, 6), new Backoff(1_000, 1.5, 30_000), 1, 200));
  }

  public Fleet modbus(String name, InetSocketAddress address, int unit, String... tags) {
    return add(name, new Endpoint.Modbus(address.getHostString(), address.getPort(), unit), tags);
  }

  public Fleet s7(String name, InetSocketAddress address, String... tags) {
    return add(name, new Endpoint.S7(address.getHostString(), address.getPort(), 0, 1, Endpoint.S7.ConnectionType.Basic), tags);
  }

  /**
   * Without protection.
   *
   * @param credentials absent: anonymous
   */
  public Fleet opcUa(String name, InetSocketAddress address, @Nullable String credentials, String... tags) {
    return add(name, new Endpoint.OpcUa(address.getHostString(), address.getPort(), "/plc", Endpoint.OpcUa.SecurityPolicy.None,
        Endpoint.OpcUa.SecurityMode.None, credentials), tags);
  }

  /** Of a controller in slot 0. */
  public Fleet eip(String name, InetSocketAddress address, String... tags) {
    return add(name, new Endpoint.Eip(address.getHostString(), address.getPort(), "1,0"), tags);
  }

  /** By a route for 10.0.0.1.1.1. */
  public Fleet ads(String name, InetSocketAddress address, String... tags) {
    return add(name, new Endpoint.Ads(address.getHostString(), address.getPort(), "5.1.2.3.1.1", 851, "10.0.0.1.1.1"), tags);
  }

  public Fleet release(String name) {
    plcs.replaceAll(e -> e.name().equals(name) ? e.with(State.Release) : e);
    return this;
  }

  public Fleet tags(String name, String... tags) {
    plcs.replaceAll(e -> e.name().equals(name) ? e.with(named(tags)) : e);
    return this;
  }

  public Fleet tags(String name, Tag... tags) {
    plcs.replaceAll(e -> e.name().equals(name) ? e.with(List.of(tags)) : e);
    return this;
  }

  public Fleet without(String name) {
    plcs.removeIf(e -> e.name().equals(name));
    return this;
  }

  public MonitorConfig config(long serial) {
    return new MonitorConfig(serial, Map.of(REVISION, new Settings(Map.of(LINK, link), Map.of("standard", STANDARD))), List.copyOf(plcs));
  }

  public String json(long serial) {
    try {
      return JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build().writeValueAsString(config(serial));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Fleet add(String name, Endpoint endpoint, String... tags) {
    plcs.add(new PlcEntry(name, "uid-of-" + name, REVISION, State.Read, endpoint instanceof Endpoint.Modbus modbus ? modbus : null,
        endpoint instanceof Endpoint.S7 s7 ? s7 : null, endpoint instanceof Endpoint.OpcUa opcUa ? opcUa : null, endpoint instanceof Endpoint.Eip eip ? eip : null,
        endpoint instanceof Endpoint.Ads ads ? ads : null, LINK, named(tags), null, "standard", null, null,
        Map.of("line", "a", "criticality", "High")));
    return this;
  }

  private static List<Tag> named(String... addresses) {
    List<Tag> tags = new ArrayList<>();
    for (String address : addresses) tags.add(Tag.of("tag" + tags.size(), address));
    return tags;
  }
}
