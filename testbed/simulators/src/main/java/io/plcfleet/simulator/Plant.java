package io.plcfleet.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plant of simulated PLCs: a server for each device on the loopback address, and before each server a link that can fail. */
public final class Plant implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final ModbusPlcs modbus = new ModbusPlcs(LOOPBACK);
  private final Map<String, Device> devices = new HashMap<>();
  private final Map<String, SimulatedPlc> plcs = new LinkedHashMap<>();
  private final Map<String, FaultyLink> links = new HashMap<>();
  private final FaultProxy proxy;
  private final @Nullable S7Plcs s7;

  private Plant(TestbedHome home, String listen, List<Device> devices, Latency base) {
    proxy = FaultProxy.start(home);
    List<String> s7Names = devices.stream().filter(device -> device.protocol() == Protocol.S7).map(Device::name).toList();
    try {
      s7 = s7Names.isEmpty() ? null : S7Plcs.start(home, s7Names);
      for (Device device : devices) {
        add(device, listen, base);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A plant whose PLCs listen on an address of this machine: the loopback for tests, the bridge of the test bed for pods. */
  public static Plant start(String listen, List<Device> devices) {
    return start(listen, devices, Latency.LIKE_A_PLC);
  }

  public static Plant start(String listen, List<Device> devices, Latency base) {
    return new Plant(TestbedHome.ofThisMachine(), listen, devices, base);
  }

  static Plant start(TestbedHome home, String listen, List<Device> devices) {
    return new Plant(home, listen, devices, Latency.LIKE_A_PLC);
  }

  /** The plant of the demo: eight Modbus devices with a gateway among them, and four S7 PLCs, on fixed ports. */
  public static List<Device> demo() {
    try (InputStream in = Plant.class.getResourceAsStream("demo-plant.json")) {
      if (in == null) {
        throw new IllegalStateException("demo-plant.json is not in the jar");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads declared devices: a JSON list of objects with name, protocol, and optionally port, units and deadUnits. */
  public static List<Device> read(InputStream json) throws IOException {
    var mapper = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    return mapper.readValue(json, new TypeReference<List<Device>>() {});
  }

  public List<SimulatedPlc> plcs() {
    return List.copyOf(plcs.values());
  }

  public SimulatedPlc plc(String name) {
    SimulatedPlc plc = plcs.get(name);
    if (plc == null) {
      throw new IllegalArgumentException("no PLC is called " + name);
    }
    return plc;
  }

  /** The link of a PLC or of a gateway; the units of a gateway share theirs. */
  public FaultyLink link(String name) {
    return Objects.requireNonNull(links.get(device(name).name()));
  }

  /** Puts the CPU of a device into RUN or STOP; the units of a gateway share theirs. */
  public void cpu(String name, CpuState state) {
    Device device = device(name);
    switch (device.protocol()) {
      case Modbus -> modbus.cpu(device.name(), state);
      case S7 -> s7Plcs().cpu(device.name(), state);
    }
  }

  public CpuState cpu(String name) {
    Device device = device(name);
    return switch (device.protocol()) {
      case Modbus -> modbus.cpu(device.name());
      case S7 -> s7Plcs().cpu(device.name());
    };
  }

  /** The child processes, for tests that see to it that none survives. */
  List<Long> pids() {
    return s7 == null ? List.of(proxy.pid()) : List.of(proxy.pid(), s7.pid());
  }

  @Override
  public void close() {
    proxy.close();
    if (s7 != null) {
      s7.close();
    }
    modbus.close();
  }

  private void add(Device device, String listen, Latency base) {
    InetSocketAddress server = switch (device.protocol()) {
      case Modbus -> modbus.serve(device, 0);
      case S7 -> s7Plcs().address(device.name());
    };
    FaultyLink link = proxy.link(device.name(), new InetSocketAddress(listen, device.port()), server, base);
    devices.put(device.name(), device);
    links.put(device.name(), link);
    for (SimulatedPlc plc : plcsOf(device, link.address())) {
      if (plcs.put(plc.name(), plc) != null) {
        throw new IllegalArgumentException("two PLCs are called " + plc.name());
      }
    }
  }

  private static List<SimulatedPlc> plcsOf(Device device, InetSocketAddress at) {
    String host = at.getHostString();
    if (!device.isGateway()) {
      int unit = device.protocol() == Protocol.Modbus ? 1 : 0;
      return List.of(new SimulatedPlc(device.name(), device.protocol(), host, at.getPort(), unit, device.name(), true));
    }
    var plcs = new ArrayList<SimulatedPlc>();
    IntStream.rangeClosed(1, device.units()).forEach(unit -> plcs.add(new SimulatedPlc(
        "%s-%02d".formatted(device.name(), unit), device.protocol(), host, at.getPort(), unit, device.name(), !device.deadUnits().contains(unit))));
    return plcs;
  }

  private Device device(String name) {
    Device device = devices.get(name);
    return device == null ? Objects.requireNonNull(devices.get(plc(name).device())) : device;
  }

  private S7Plcs s7Plcs() {
    if (s7 == null) {
      throw new IllegalStateException("this plant has no S7 PLC");
    }
    return s7;
  }
}
