package io.plcfleet.monitor.link.s7;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TcpLink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S7 over ISO-on-TCP: connection request, setup of communication, then reads of several items each. */
public final class S7Link extends TcpLink {
  /** An answer to one of that many requests before is late, one from further back is none of ours. */
  private static final int LATE = 256;

  private final int tsap;
  private final Fragments fragments = new Fragments();
  private int pdu;
  private Object connection = new Object();
  private int longestFrame;  // 0 until the connection is confirmed
  private @Nullable S7Inquiry inquiry;
  private List<S7Plan.Block> blocks = List.of();
  private @Nullable S7Plan plan;
  private Readings readings = new Readings(0);
  private int block;
  private int reference = 1;

  public S7Link(Loop loop, Endpoint.S7 endpoint, Watcher watcher) {
    super(loop, endpoint.host(), endpoint.port(), watcher);
    this.tsap = tsap(endpoint);
  }

  /**
   * The called TSAP: kind of partner, then 3 bits of rack and 5 of slot. PLC4X's S7TsapIdEncoder shifts the rack by 4 instead,
   * which is wrong for every rack but 0.
   */
  static int tsap(Endpoint.S7 endpoint) {
    int kind = switch (endpoint.connectionType()) {
      case PG -> 1;
      case OP -> 2;
      case Basic -> 3;
    };
    return kind << 8 | endpoint.rack() << 5 | endpoint.slot();
  }

  @Override
  protected void greet() {
    longestFrame = 0;
    connection = new Object();
    fragments.forget();
    out().put(S7Frames.connectionRequest(tsap));
    sendOut();
  }

  @Override
  protected void takeGreeting(ByteBuffer in, int length) throws Malformed {
    if (S7Frames.isDisconnect(in)) {
      end(new Outcome.HandshakeRejected(
          longestFrame == 0 ? "rack, slot or connection type is wrong, or no connection is free" : "the PLC disconnects", elapsed()));
      return;
    }
    if (longestFrame == 0) {
      longestFrame = S7Frames.confirmed(in, length);
      shookHands();
      out().put(S7Frames.setupRequest());
      sendOut();
      return;
    }
    ByteBuffer message = fragments.add(in, length);
    if (message == null) return;
    switch (S7Frames.setup(message, message.remaining())) {
      case S7Frames.Setup.Agreed(int agreed) -> {
        pdu = agreed;
        greeted();
      }
      case S7Frames.Setup.Rejected(String detail) -> end(new Outcome.HandshakeRejected(detail, elapsed()));
    }
  }

  @Override
  protected void ask(Plan asked) {
    inquiry = null;
    S7Plan fresh = (S7Plan) asked;
    plan = fresh;
    blocks = fresh.begin(connection, new S7Plan.Room(pdu, longestFrame), now());
    readings = new Readings(fresh.tags());
    block = 0;
    next(fresh);
  }

  @Override
  protected boolean knows(Inquiry asked) {
    return true;
  }

  @Override
  protected void inquire(Inquiry asked) {
    S7Inquiry fresh = new S7Inquiry(asked);
    inquiry = fresh;
    send(fresh.request());
  }

  @Override
  protected int frameLength(ByteBuffer in) throws Malformed {
    return S7Frames.frameLength(in);
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    if (S7Frames.isDisconnect(in)) {
      end(new Outcome.ClosedByPeer(elapsed()));
      return;
    }
    ByteBuffer message = fragments.add(in, length);
    if (message == null) return;
    if (inquiry != null) {
      takeFacts(inquiry, message);
      return;
    }
    S7Plan asked = plan;
    if (asked == null) throw new Malformed("an answer before any request");
    List<Item> refused = S7Answer.take(blocks.get(block), reference, message, message.remaining(), readings);
    matched();
    block++;
    if (!refused.isEmpty()) {
      blocks = new ArrayList<>(blocks);
      blocks.addAll(block, asked.split(refused, now()));
    }
    next(asked);
  }

  /** The answer to a probe that was given up, so far as it fits into one frame. Requests have numbers: it cannot be taken for another. */
  @Override
  protected boolean takeAside(ByteBuffer in, int length) {
    if (state() == State.Greeting || !fragments.isEmpty() || !S7Frames.isWholeMessage(in)) return false;
    int age = reference - in.getShort(in.position() + S7Frames.REFERENCE) & 0xFFFF;
    return age < LATE && (age > 0 || state() == State.Idle);
  }

  private void takeFacts(S7Inquiry asked, ByteBuffer message) throws Malformed {
    boolean done = asked.take(reference, message, message.remaining());
    matched();
    if (done) {
      told(asked.fact(), asked.refused());
    } else {
      send(asked.request());
    }
  }

  private void next(S7Plan asked) {
    if (block == blocks.size()) {
      for (Spot spot : asked.tooLong()) readings.refuse(spot.index(), TagStatus.TooLong);
      answered(readings);
      return;
    }
    send(blocks.get(block).request());
  }

  private void send(byte[] request) {
    reference = reference + 1 & 0xFFFF;
    out().put(request).putShort(S7Frames.REFERENCE, (short) reference);
    sendOut();
  }
}
