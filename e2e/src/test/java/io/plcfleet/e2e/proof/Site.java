package io.plcfleet.e2e.proof;

import io.plcfleet.contract.MonitorConfig.Role;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.e2e.proof.FaultCase.Expected;
import io.plcfleet.e2e.proof.FaultCase.When;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.simulator.AdsPlc;
import io.plcfleet.simulator.Blackhole;
import io.plcfleet.simulator.CpuState;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import io.plcfleet.simulator.OpcUaPlcs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fault at one PLC: what can be done to its link and its server. What comes of it notes {@link Course}. */
final class Site {
  /** Loopback addresses of its own for PLCs whose port must be free to be taken over, or that move. */
  private static final String APART = "127.0.1.1";
  private static final String ELSEWHERE = "127.0.1.2";
  /** The end of the name of a PLC that takes another one's address. */
  static final String OTHER = "-other";
  /** Of snap7's servers, and of one that takes another one's address. */
  private static final String SERIAL = "S C-C2UR28922012";
  private static final String OTHER_SERIAL = "S C-C2UR28922013";

  final FaultCase fault;
  final Spoken protocol;
  final String name;
  final FaultyLink link;
  private final Field field;
  private final Device device;
  private final InetSocketAddress server;
  private final AdsPlc ads;
  private final @Nullable FaultyLink elsewhere;
  private @Nullable Blackhole hole;
  private @Nullable Socket occupant;
  private @Nullable AddressFight fight;
  private boolean isUnitWrong;

  Site(Field field, FaultCase fault, Spoken protocol, int copy) {
    this.field = field;
    this.fault = fault;
    this.protocol = protocol;
    name = name(fault, protocol, copy);
    device = Device.modbus(name);
    boolean often = fault.when() == When.ByChance;
    ads = protocol == Spoken.Ads && fault.key().equals("cpu-stopped") ? field.adsToStop() : often ? field.adsReadOften : field.ads;
    server = switch (protocol) {
      case Modbus -> field.modbus.serve(device);
      case S7 -> field.s7.address(name);
      case OpcUa -> ownOpcUa() ? field.opcUa.serve(name) : field.opcUaServer;
      case Eip -> (often ? field.eipReadOften : field.eip).address();
      case Ads -> ads.address();
    };
    link = field.proxy.link(name, new InetSocketAddress(InetAddress.ofLiteral(APART), 0), server,
        fault.when() == When.Stays ? Latency.LIKE_A_PLC : Latency.NONE);
    link.tap();
    elsewhere = fault.key().equals("dns-change") ? moved() : null;
    if (protocol == Spoken.S7 && fault.key().equals("full")) field.s7.places(name, 1);
    isUnitWrong = fault.key().equals("bad-unit");
    nameIt();
  }

  static String name(FaultCase fault, Spoken protocol, int copy) {
    return fault.key() + "-" + protocol.name().toLowerCase(Locale.ROOT) + (copy == 0 ? "" : "-" + copy);
  }

  Expected expected() {
    return Objects.requireNonNull(fault.expected().get(protocol));
  }

  /** Into the monitor's configuration; by its name where names are what fails. */
  void declare(Fleet fleet) {
    boolean named = fault.key().startsWith("dns");
    InetSocketAddress at = named ? InetSocketAddress.createUnresolved(host(), link.address().getPort()) : link.address();
    int unit = isUnitWrong ? 9 : 1;
    boolean badTag = fault.key().equals("bad-address");
    switch (protocol) {
      case Modbus -> fleet.modbus(name, at, unit, "holding-register:1:INT", badTag ? "holding-register:5000:INT" : "holding-register:3:REAL");
      case S7 -> fleet.s7(name, at, "%DB1:0:INT", badTag ? "%DB9:0:INT" : "%DB1:10:REAL");
      case OpcUa -> fleet.opcUa(name, at, null, "ns=2;s=Life", badTag ? "ns=2;s=Missing" : "ns=2;s=Pressure");
      case Ads -> fleet.ads(name, at, "MAIN.Life", badTag ? "MAIN.Missing" : "MAIN.Pressure");
      case Eip -> fleet.eip(name, at, "Life", badTag ? "Missing" : "Pressure");
    }
    if (fault.key().equals("frozen")) {
      fleet.tags(name, new Tag("life", "holding-register:1:INT", null, true, Role.LifeSign, null), Tag.of("pressure", "holding-register:3:REAL"));
    }
  }

  private boolean ownOpcUa() {
    return fault.key().equals("cpu-stopped") || fault.key().equals("full") || fault.key().equals("sessions-gone");
  }

  /** When a connection was first accepted from a moment on; that moment when one was under way already. */
  long firstConnectAfter(long moment, long until) {
    long first = Long.MAX_VALUE;
    for (long connect : link.traffic().connects()) {
      if (connect >= moment) first = Math.min(first, connect);
    }
    if (elsewhere != null) {
      for (long connect : elsewhere.traffic().connects()) {
        if (connect >= moment) first = Math.min(first, connect);
      }
    }
    return first <= until ? first : moment;
  }

  void set(Fault next) {
    link.set(next);
  }

  void heal() {
    link.heal();
  }

  void freeze() {
    link.freeze();
  }

  void closePort() {
    link.refuse();
  }

  void openPort() {
    link.heal();
  }

  void swallowSyns() {
    link.refuse();
    try {
      hole = new Blackhole(link.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answerSyns() {
    if (hole != null) hole.close();
    hole = null;
    link.heal();
  }

  void leadToHttp() {
    link.lead(field.http.address());
  }

  void leadToPatientHttp() {
    link.lead(field.proxy.api());
  }

  void leadHome() {
    link.lead(server);
  }

  void forgetName() {
    field.hosts.forget(host());
  }

  void nameIt() {
    field.hosts.set(host(), APART);
  }

  /** The program stops, the PLC answers on. */
  void stopCpu() {
    cpu(CpuState.Stop);
  }

  void startCpu() {
    cpu(CpuState.Run);
  }

  private void cpu(CpuState state) {
    switch (protocol) {
      case Modbus -> field.modbus.cpu(name, state);
      case S7 -> field.s7.cpu(name, state);
      case OpcUa -> field.opcUa.cpu(name, state);
      case Ads -> ads.cpu(state);
      case Eip -> throw new IllegalStateException("the server has no program");
    }
  }

  /** The server's one connection, or all of its sessions, are somebody else's; where the server has no limit, the proxy plays the part. */
  void fill() {
    if (protocol == Spoken.OpcUa) {
      field.opcUa.sessionsAtMost(name, 0);
      return;
    }
    if (protocol != Spoken.S7) {
      link.hangUp();
      return;
    }
    try {
      occupant = new Socket(server.getAddress(), server.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As after a restart at which others were quicker. */
  void takeSessions() {
    field.opcUa.sessionsAtMost(name, 0);
    link.lead(server);
    field.opcUa.forgetSessions(name);
  }

  /** As from the next declaration on. */
  void correctUnit() {
    isUnitWrong = false;
  }

  void beBusy() {
    field.modbus.busy(name, true);
  }

  /** Whom the evidence is to name; nobody but where two fight, and tell who they are. */
  List<String> rivals() {
    return fault.key().equals("address-conflict") && protocol == Spoken.S7 ? List.of(SERIAL, OTHER_SERIAL) : List.of();
  }

  /** Another PLC takes the address. Where the protocol tells who answers, it has another serial number. */
  void beginFight() {
    String other = name + OTHER;
    fight = protocol == Spoken.Modbus
        ? new AddressFight(link, server, field.modbus.serve(Device.modbus(other)), new Fault.None())
        : new AddressFight(link, server, field.s7.address(other), new Fault.Reword(hex(SERIAL), hex(OTHER_SERIAL)));
  }

  void settleFight() {
    if (fight != null) fight.settle();
    fight = null;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  void free() {
    if (protocol == Spoken.OpcUa) field.opcUa.sessionsAtMost(name, OpcUaPlcs.Limits.PLENTY.sessions());
    try {
      if (occupant != null) occupant.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    occupant = null;
    link.heal();
  }

  /** The proxy's port closes with the server's. */
  void powerOff() {
    if (protocol == Spoken.Modbus) field.modbus.powerOff(device);
    else field.s7.powerOff(name);
    link.refuse();
  }

  void powerOn() {
    if (protocol == Spoken.Modbus) field.modbus.powerOn(device);
    else field.s7.powerOn(name);
    link.heal();
  }

  void moveAway() {
    if (elsewhere != null) elsewhere.heal();
    field.hosts.set(host(), ELSEWHERE);
    link.refuse();
  }

  void moveBack() {
    link.heal();
    nameIt();
    if (elsewhere != null) elsewhere.refuse();
  }

  private FaultyLink moved() {
    FaultyLink there = field.proxy.link(name + "-moved", new InetSocketAddress(InetAddress.ofLiteral(ELSEWHERE), link.address().getPort()), server, Latency.NONE);
    there.tap();
    there.refuse();
    return there;
  }

  private String host() {
    return name + ".plant";
  }

  boolean getsOverItAlone() {
    return fault.when() == When.GetsOverIt;
  }
}
