package io.plcfleet.monitor.link.eip;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Blocks.Block;
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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** EtherNet/IP: a session of the encapsulation, then reads of several tags each, by a route through the backplane. */
public final class EipLink extends TcpLink {
  /** Answers to so many requests may come late. */
  private static final int LATE = 256;
  private final byte[] route;
  private Object connection = new Object();
  private int session;
  private long number;
  private long first;  // before it was another connection
  private boolean identifying;
  private @Nullable EipPlan plan;
  private Reading[] readings = {};
  private int block;

  public EipLink(Loop loop, Endpoint.Eip endpoint, Watcher watcher) {
    super(loop, endpoint.host(), endpoint.port(), watcher);
    this.route = endpoint.route();
  }

  @Override
  protected void greet() {
    connection = new Object();
    session = 0;
    first = number;
    out().put(EipFrames.register());
    sendOut();
  }

  @Override
  protected void takeGreeting(ByteBuffer in, int length) throws Malformed {
    if (!EipFrames.isRegistration(in)) throw new Malformed("an answer before the session");
    if (EipFrames.status(in) != 0) {
      end(new Outcome.HandshakeRejected("the device opens no session, status 0x%02X".formatted(EipFrames.status(in)), elapsed()));
      return;
    }
    session = EipFrames.session(in);
    shookHands();
    greeted();
  }

  @Override
  protected void ask(Plan asked) {
    plan = (EipPlan) asked;
    plan.blocks().begin(connection, now());
    readings = new Reading[plan.tags()];
    block = 0;
    identifying = false;
    next(plan);
  }

  /** Whether a program runs is not told by a status that all devices share. */
  @Override
  protected boolean knows(Inquiry asked) {
    return asked == Inquiry.Identity;
  }

  @Override
  protected void inquire(Inquiry asked) {
    identifying = true;
    send(Cip.identity());
  }

  @Override
  protected int frameLength(ByteBuffer in) throws Malformed {
    return EipFrames.length(in);
  }

  /** What was given up may be answered yet. */
  @Override
  protected boolean takeAside(ByteBuffer in, int length) {
    if (state() == State.Greeting || EipFrames.isRegistration(in)) return false;
    long age = number - EipFrames.number(in);
    return age >= 0 && age < Math.min(number - first, LATE) && (age > 0 || state() == State.Idle);
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    if (EipFrames.number(in) != number) throw new Malformed("an answer to request " + EipFrames.number(in) + " instead of " + number);
    int status = EipFrames.status(in);
    if (EipFrames.endsSession(status)) {
      end(new Outcome.ClosedByPeer(elapsed()));
      return;
    }
    if (status != 0) throw new Malformed("status 0x%02X".formatted(status));
    Cip.Reply reply = Cip.reply(EipFrames.message(in, length));
    matched();
    if (identifying) told(identity(reply), reply.status() != 0);
    else takeValues(reply);
  }

  private void takeValues(Cip.Reply reply) throws Malformed {
    EipPlan asked = plan;
    if (asked == null) throw new Malformed("an answer that nobody asked for");
    Block<byte[]> b = asked.blocks().all().get(block);
    TagStatus whole = Cip.status(reply);
    if (reply.status() == 0 || reply.status() == Cip.EMBEDDED_ERROR) {
      EipValues.take(b, reply, readings);
    } else if (whole == TagStatus.TooLong && b.tags().size() > 1) {
      asked.blocks().split(block, now());
      next(asked);
      return;
    } else {
      Arrays.fill(readings, b.first(), b.first() + b.tags().size(), Reading.refused(whole));
    }
    block++;
    next(asked);
  }

  private void next(EipPlan asked) {
    List<Block<byte[]>> all = asked.blocks().all();
    if (block == all.size()) answered(Readings.of(Arrays.asList(readings)));
    else send(Cip.several(all.get(block).tags()));
  }

  private void send(byte[] message) {
    out().put(EipFrames.request(session, ++number, Cip.by(route, message)));
    sendOut();
  }

  private static Identity identity(Cip.Reply reply) throws Malformed {
    return reply.status() == 0 ? EipIdentity.of(reply.data()) : Identity.UNKNOWN;
  }

  @Override
  protected void farewell() {
    out().put(EipFrames.unregister(session));
    sendLast();
  }
}
