package io.plcfleet.contract;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a PLC answers. Two Plcs of one {@link #identity} are one device; Plcs of one {@link #connection} share one TCP connection. */
public sealed interface Endpoint {
  String host();

  int port();

  /** Protocol, host in lower case, port and station: what must have one reader at most. */
  String identity();

  /** What one TCP connection serves, and hence what must stay within one monitor. */
  String connection();

  /** {@code host:port}, with brackets round an IPv6 address. */
  default String address() {
    String host = host().toLowerCase(Locale.ROOT);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** The name of the protocol as users write it in a Plc. */
  default String protocol() {
    return switch (this) {
      case Modbus _ -> "modbus";
      case S7 _ -> "s7";
      case OpcUa _ -> "opcUa";
      case Eip _ -> "eip";
      case Ads _ -> "ads";
    };
  }

  /**
   * A unit behind a Modbus TCP server or gateway.
   *
   * @param unitId 0 to 255, the address of a unit behind the gateway
   */
  record Modbus(String host, int port, int unitId) implements Endpoint {
    @Override
    public String identity() {
      return connection() + "/" + unitId;
    }

    @Override
    public String connection() {
      return "modbus://" + address();
    }
  }

  /** An S7 CPU behind ISO-on-TCP. The kind of partner we claim to be is no part of the identity: it is the same CPU. */
  record S7(String host, int port, int rack, int slot, ConnectionType connectionType) implements Endpoint {
    /** What kind of partner a client says it is; each kind has slots of its own in the CPU. */
    public enum ConnectionType {
      /** Programming device: takes the slot of an engineer. */
      PG,
      /** Operator panel. */
      OP,
      /** Anybody else. */
      Basic
    }

    @Override
    public String identity() {
      return "s7://" + address() + "/" + rack + "/" + slot;
    }

    @Override
    public String connection() {
      return identity();
    }
  }

  /**
   * An OPC UA server. How it is talked to is no part of the identity: it is the same server, and its host and port are reached as declared,
   * whatever address it gives itself. Neither is the path: it is the same server under whatever name.
   *
   * @param path of its URL, empty or from the slash on
   * @param credentials name of the credentials that the fleet gives its monitors
   */
  record OpcUa(String host, int port, String path, SecurityPolicy securityPolicy, SecurityMode securityMode, @Nullable String credentials)
      implements Endpoint {
    /** How messages are protected; the names are those of OPC UA, part 7. */
    public enum SecurityPolicy { None, Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss }

    /** Whether messages are only signed, or encrypted as well. */
    public enum SecurityMode { None, Sign, SignAndEncrypt }

    /** The URL that the server is told. */
    public String url() {
      return "opc.tcp://" + address() + path;
    }

    @Override
    public String identity() {
      return "opcUa://" + address();
    }

    @Override
    public String connection() {
      return identity();
    }
  }

  /**
   * A Logix controller behind EtherNet/IP.
   *
   * @param path from the module with the address to the CPU, as {@code 1,0}: port and link one after the other; empty for the device itself
   */
  record Eip(String host, int port, String path) implements Endpoint {
    @Override
    public String identity() {
      return "eip://" + address() + "/" + path;
    }

    @Override
    public String connection() {
      return identity();
    }

    /** The path as bytes. */
    public byte[] route() {
      List<String> numbers = path.isEmpty() ? List.of() : List.of(path.split(",", -1));
      byte[] route = new byte[numbers.size()];
      for (int i = 0; i < route.length; i++) route[i] = (byte) Integer.parseInt(numbers.get(i));
      return route;
    }
  }

  /**
   * An ADS device behind the AMS router of a TwinCAT controller.
   *
   * @param amsNetId the router's name for the device, six numbers as {@code 192.168.0.17.1.1}
   * @param amsPort of the runtime: 851 is the first PLC of TwinCAT 3, 801 that of TwinCAT 2
   * @param sourceAmsNetId as whom the monitor introduces itself: the router has a route for it. No part of the identity
   */
  record Ads(String host, int port, String amsNetId, int amsPort, String sourceAmsNetId) implements Endpoint {
    @Override
    public String identity() {
      return "ads://" + address() + "/" + amsNetId + ":" + amsPort;
    }

    @Override
    public String connection() {
      return identity();
    }

    /** An AmsNetId as the six bytes that go over the wire. */
    public static byte[] bytes(String netId) {
      String[] numbers = netId.split("\\.", -1);
      byte[] bytes = new byte[numbers.length];
      for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(numbers[i]);
      return bytes;
    }
  }
}
