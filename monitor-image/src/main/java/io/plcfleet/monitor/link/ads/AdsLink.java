package io.plcfleet.monitor.link.ads;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TcpLink;
import io.plcfleet.monitor.link.ads.AmsFrames.Command;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ADS over AMS/TCP: the state of the runtime as greeting, then variables by name, several at a time. */
public final class AdsLink extends TcpLink {
  /** Answers to so many requests may come late. */
  private static final int LATE = 256;

  /** What the request in flight asks for. */
  private enum Asking { State, Identity, Symbols, Values }

  private final Endpoint.Ads endpoint;
  private final byte[] envelope;
  private Object connection = new Object();
  private int number;
  private int first;  // before it was another connection
  private Asking asking = Asking.State;
  private Command command = Command.State;
  private @Nullable AdsPlan plan;
  private Reading[] readings = {};
  private List<Integer> looked = List.of();
  private boolean oneByOne;
  private int tag;
  private int block;
  private List<AdsPlan.Block> blocks = List.of();

  public AdsLink(Loop loop, Endpoint.Ads endpoint, Watcher watcher) {
    super(loop, endpoint.host(), endpoint.port(), watcher);
    this.endpoint = endpoint;
    this.envelope = AmsFrames.envelope(endpoint);
  }

  /** ADS has no greeting, but a router without a route for us says so only when it is asked something. */
  @Override
  protected void greet() {
    connection = new Object();
    first = number;
    oneByOne = false;
    send(Asking.State, Command.State, AdsRequests.NOTHING);
  }

  @Override
  protected void takeGreeting(ByteBuffer in, int length) throws Malformed {
    int code = code(in, length);
    TagStatus status = AdsCodes.status(code);
    if (status == TagStatus.TargetUnreachable || status == TagStatus.AccessDenied) {
      end(new Outcome.HandshakeRejected(AdsCodes.refusal(code, endpoint), elapsed()));
      return;
    }
    shookHands();
    greeted();
  }

  @Override
  protected Outcome.Failure refusal(Outcome.Failure end) {
    return switch (end) {
      case Outcome.ClosedByPeer _, Outcome.ConnectionReset _ -> new Outcome.HandshakeRejected(AdsCodes.hungUp(endpoint), end.afterNanos());
      default -> end;
    };
  }

  @Override
  protected void ask(Plan asked) {
    AdsPlan fresh = (AdsPlan) asked;
    plan = fresh;
    fresh.begin(connection, now());
    readings = new Reading[fresh.tags()];
    tag = 0;
    lookUp(fresh);
  }

  @Override
  protected boolean knows(Inquiry asked) {
    return true;
  }

  @Override
  protected void inquire(Inquiry asked) {
    switch (asked) {
      case CpuState -> send(Asking.State, Command.State, AdsRequests.NOTHING);
      case Identity -> send(Asking.Identity, Command.DeviceInfo, AdsRequests.NOTHING);
    }
  }

  @Override
  protected int frameLength(ByteBuffer in) throws Malformed {
    return AmsFrames.length(in);
  }

  /** What was given up may be answered yet; and what a router asks us stays unanswered. */
  @Override
  protected boolean takeAside(ByteBuffer in, int length) {
    if (!AmsFrames.isAnswer(in)) return true;
    int age = number - AmsFrames.number(in);
    return age >= 0 && age < Math.min(number - first, LATE) && (age > 0 || state() == State.Idle);
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    int code = code(in, length);
    ByteBuffer data = AmsFrames.data(in, length);
    matched();
    switch (asking) {
      case State -> told(code == 0 ? AdsDevice.state(data) : CpuState.Unknown, AdsCodes.isNoService(code));
      case Identity -> told(code == 0 ? AdsDevice.identity(data) : Identity.UNKNOWN, AdsCodes.isNoService(code));
      case Symbols, Values -> takeOfPlan(code, data);
    }
  }

  private int code(ByteBuffer in, int length) throws Malformed {
    if (AmsFrames.number(in) != number) throw new Malformed("an answer to request " + AmsFrames.number(in) + " instead of " + number);
    if (AmsFrames.command(in) != command.number()) throw new Malformed("an answer to command " + AmsFrames.command(in) + " instead of " + command.number());
    return AmsFrames.code(in, length);
  }

  private void takeOfPlan(int code, ByteBuffer data) throws Malformed {
    AdsPlan asked = plan;
    if (asked == null) throw new Malformed("an answer that nobody asked for");
    TagStatus status = AdsCodes.status(code);
    if (status == TagStatus.TargetUnreachable) {  // the runtime has gone: nothing else would be answered either
      Arrays.fill(readings, Reading.refused(status));
      answered(Readings.of(Arrays.asList(readings)));
    } else if (asking == Asking.Symbols) {
      takeSymbols(asked, status, data);
    } else {
      takeValues(asked, status, data);
    }
  }

  private void takeSymbols(AdsPlan asked, TagStatus status, ByteBuffer data) throws Malformed {
    if (status == TagStatus.DeviceBusy) {  // looked up with the next read
      for (int each : looked) readings[each] = Reading.refused(status);
    } else if (status == TagStatus.Ok) {
      again(asked.takeSymbols(looked, AdsRequests.payload(data), readings));
    } else if (looked.size() > 1) {
      again(looked);
    } else {
      asked.refused(looked.getFirst(), status);
    }
    lookUp(asked);
  }

  /** One by one: on a device that cannot answer several, or of variables with much to tell. */
  private void again(List<Integer> tags) {
    if (tags.isEmpty()) return;
    oneByOne = true;
    tag = tags.getFirst();
  }

  private void takeValues(AdsPlan asked, TagStatus status, ByteBuffer data) throws Malformed {
    AdsPlan.Block b = blocks.get(block);
    if (status != TagStatus.Ok && status != TagStatus.DeviceBusy && b.tags().size() > 1) {
      asked.split(block);
    } else {
      if (status == TagStatus.Ok) asked.take(b, AdsRequests.payload(data), readings);
      else for (int each : b.tags()) readings[each] = Reading.refused(status);
      block++;
    }
    next();
  }

  /** Asks for variables whose types are not known, and then for the values. */
  private void lookUp(AdsPlan asked) {
    looked = asked.unknown(tag, oneByOne);
    if (!looked.isEmpty()) {
      tag = looked.getLast() + 1;
      send(Asking.Symbols, Command.ReadWrite, asked.lookUp(looked));
      return;
    }
    for (int i = 0; i < readings.length; i++) {
      if (asked.finding(i) instanceof Finding.Refused(TagStatus status)) readings[i] = Reading.refused(status);
    }
    blocks = asked.blocks();
    block = 0;
    next();
  }

  private void next() {
    if (block == blocks.size()) answered(Readings.of(Arrays.asList(readings)));
    else send(Asking.Values, Command.ReadWrite, blocks.get(block).request());
  }

  private void send(Asking what, Command by, byte[] data) {
    asking = what;
    command = by;
    AmsFrames.request(out(), envelope, by, ++number, data);
    sendOut();
  }
}
