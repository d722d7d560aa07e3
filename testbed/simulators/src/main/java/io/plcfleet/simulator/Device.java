package io.plcfleet.simulator;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A device to simulate, as declared: one address and port.
 *
 * @param units how many Modbus units share the port, numbered from 1; more than one makes it a gateway
 * @param deadUnits units of a gateway that never answer
 * @param port where clients connect; 0 takes a free one
 */
public record Device(String name, Protocol protocol, int units, Set<Integer> deadUnits, int port) {
  private static final int MOST_UNITS = 247;

  public Device {
    // A file may leave out what has one sensible value.
    units = units == 0 ? 1 : units;
    deadUnits = deadUnits == null ? Set.of() : Set.copyOf(deadUnits);
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?")) {
      throw new IllegalArgumentException("\"" + name + "\" is no name for a device: lower-case letters, digits and dashes");
    }
    if (units < 1 || units > MOST_UNITS || (protocol == Protocol.S7 && units > 1)) {
      throw new IllegalArgumentException(name + ": a Modbus device has 1 to " + MOST_UNITS + " units, an S7 device has 1");
    }
    for (int unit : deadUnits) {
      if (unit < 1 || unit > units) {
        throw new IllegalArgumentException(name + ": dead unit " + unit + " is not one of its " + units);
      }
    }
  }

  public static Device modbus(String name) {
    return new Device(name, Protocol.Modbus, 1, Set.of(), 0);
  }

  public static Device gateway(String name, int units, int... dead) {
    return new Device(name, Protocol.Modbus, units, Arrays.stream(dead).boxed().collect(Collectors.toSet()), 0);
  }

  public static Device s7(String name) {
    return new Device(name, Protocol.S7, 1, Set.of(), 0);
  }

  public Device onPort(int fixed) {
    return new Device(name, protocol, units, deadUnits, fixed);
  }

  public boolean isGateway() {
    return units > 1;
  }

  Set<Integer> livingUnits() {
    return IntStream.rangeClosed(1, units).boxed().filter(unit -> !deadUnits.contains(unit)).collect(Collectors.toCollection(TreeSet::new));
  }
}
