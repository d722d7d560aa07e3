package io.plcfleet.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The link to one simulated device. Each call sets its one fault, at once, for existing connections as well as for new ones. */
public final class FaultyLink {
  private final FaultProxy proxy;
  private final String name;
  private final InetSocketAddress address;
  /** The address as the proxy itself writes it. */
  private final String bound;
  private final List<String> toxics = new ArrayList<>();
  private Fault fault = new Fault.None();

  FaultyLink(FaultProxy proxy, String name, InetSocketAddress address, String bound) {
    this.proxy = proxy;
    this.name = name;
    this.address = address;
    this.bound = bound;
  }

  /** Where clients connect. */
  public InetSocketAddress address() {
    return address;
  }

  public synchronized Fault fault() {
    return fault;
  }

  public void slow(Duration by) {
    set(new Fault.Slow(Latency.about(by)));
  }

  public void drop(double probability) {
    set(new Fault.Drop(probability));
  }

  public void freeze() {
    set(new Fault.Freeze());
  }

  public void reset() {
    set(new Fault.Reset());
  }

  public void hangUp() {
    set(new Fault.HangUp());
  }

  public void refuse() {
    set(new Fault.Refuse());
  }

  public void garbage() {
    set(new Fault.Garbage());
  }

  public void heal() {
    set(new Fault.None());
  }

  public synchronized void set(Fault next) {
    boolean wasRefusing = fault instanceof Fault.Refuse;
    if (next instanceof Fault.Refuse) {
      enable(false); // before the old fault goes, lest the link be healthy for a moment
    }
    toxics.forEach(toxic -> proxy.call("DELETE", FaultProxy.path(name) + "/toxics/" + toxic, Map.of()));
    toxics.clear();
    switch (next) {
      case Fault.None() -> {}
      case Fault.Refuse() -> {}
      case Fault.Slow(var latency) -> toxic("latency", "downstream", attributes(latency));
      case Fault.Drop(var probability) -> toxic("drop", "downstream", Map.of("probability", probability));
      case Fault.Garbage() -> toxic("garbage", "downstream", Map.of());
      case Fault.Reset() -> toxic("reset", "downstream", Map.of("listen", bound));
      case Fault.HangUp() -> toxic("timeout", "downstream", Map.of("timeout", 1));
      case Fault.Freeze() -> {
        toxic("freeze", "upstream", Map.of());
        toxic("freeze", "downstream", Map.of());
      }
    }
    if (wasRefusing && !(next instanceof Fault.Refuse)) {
      enable(true);
    }
    fault = next;
  }

  /** What the link adds to every answer, whatever its fault. */
  void rest(Latency base) {
    if (!base.equals(Latency.NONE)) {
      add("base", "latency", "downstream", attributes(base));
    }
  }

  private void toxic(String type, String stream, Map<String, ?> attributes) {
    String toxic = "fault-" + stream;
    add(toxic, type, stream, attributes);
    toxics.add(toxic);
  }

  private void add(String toxic, String type, String stream, Map<String, ?> attributes) {
    proxy.call("POST", FaultProxy.path(name) + "/toxics", Map.of("name", toxic, "type", type, "stream", stream, "attributes", attributes));
  }

  private void enable(boolean enabled) {
    proxy.call("PATCH", FaultProxy.path(name), Map.of("enabled", enabled));
  }

  private static Map<String, ?> attributes(Latency latency) {
    return Map.of("latency", latency.mean().toMillis(), "jitter", latency.jitter().toMillis());
  }
}
