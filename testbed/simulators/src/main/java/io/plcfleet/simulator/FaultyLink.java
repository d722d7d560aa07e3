package io.plcfleet.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

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
      case Fault.HangUp() -> toxic("hangup", "downstream", Map.of());
      case Fault.EndInFlight(var reset) -> toxic(reset ? "reset" : "hangup", "downstream", Map.of("listen", bound, "answer", true));
      case Fault.LoseOne() -> toxic("drop", "downstream", Map.of("probability", 1, "most", 1));
      case Fault.Corrupt(var probability) -> toxic("corrupt", "downstream", Map.of("probability", probability));
      case Fault.Weak(var latency, var correlation, var loss) -> toxic("weak", "downstream",
          Map.of("latency", latency.mean().toMillis(), "jitter", latency.jitter().toMillis(), "correlation", correlation, "loss", loss));
      case Fault.Hijack() -> {
        toxic("latency", "downstream", attributes(Fault.Hijack.LATENCY));
        toxic("corrupt", "downstream", Map.of("probability", Fault.Hijack.CORRUPTED));
      }
      case Fault.Forget(var age) -> both("forget", Map.of("after", age.toMillis()));
      case Fault.Reword(var from, var to) -> toxic("reword", "downstream", Map.of("from", from, "to", to));
      case Fault.Reply(var hex) -> toxic("reply", "downstream", Map.of("hex", hex));
      case Fault.Freeze() -> both("freeze", Map.of());
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

  /** Another server behind the link; existing connections end. */
  public void lead(InetSocketAddress server) {
    proxy.call("PATCH", FaultProxy.path(name), Map.of("upstream", FaultProxy.text(server)));
  }

  /** From now on the proxy notes when connections begin and bytes pass: the times of a client from outside the client. */
  public synchronized void tap() {
    add("tap-upstream", "tap", "upstream", Map.of());
    add("tap-downstream", "tap", "downstream", Map.of());
  }

  /** What the taps have noted lately. */
  public Traffic traffic() {
    return new Traffic(moments("tap-upstream", "connects"), moments("tap-upstream", "chunks"), moments("tap-downstream", "chunks"));
  }

  private long[] moments(String tap, String of) {
    JsonNode moments = proxy.call("GET", FaultProxy.path(name) + "/toxics/" + tap, Map.of()).required("attributes").required(of);
    return StreamSupport.stream(moments.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private void both(String type, Map<String, ?> attributes) {
    toxic(type, "upstream", attributes);
    toxic(type, "downstream", attributes);
  }

  private void toxic(String type, String stream, Map<String, ?> attributes) {
    String toxic = "fault-" + type + "-" + stream;
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
