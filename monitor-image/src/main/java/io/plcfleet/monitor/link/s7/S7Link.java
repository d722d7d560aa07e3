package io.plcfleet.monitor.link.s7;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TcpLink;
import java.nio.ByteBuffer;
import java.util.List;

/** S7 over ISO-on-TCP: connection request, setup of communication, then reads of several items each. */
public final class S7Link extends TcpLink {
  private final int tsap;
  private int pdu;
  private boolean confirmed;
  private List<S7Plan.Block> blocks = List.of();
  private List<S7Plan.Spot> tooLong = List.of();
  private Reading[] readings = {};
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
    confirmed = false;
    out().put(S7Frames.connectionRequest(tsap));
    sendOut();
  }

  @Override
  protected void takeGreeting(ByteBuffer in, int length) throws Malformed {
    if (!confirmed) {
      confirmed = S7Frames.confirms(in, length);
      if (!confirmed) {
        end(new Outcome.HandshakeRejected("rack, slot or connection type is wrong, or no connection is free", elapsed()));
      } else {
        out().put(S7Frames.setupRequest());
        sendOut();
      }
      return;
    }
    switch (S7Frames.setup(in, length)) {
      case S7Frames.Setup.Agreed(int agreed) -> {
        pdu = agreed;
        greeted();
      }
      case S7Frames.Setup.Rejected(String detail) -> end(new Outcome.HandshakeRejected(detail, elapsed()));
    }
  }

  @Override
  protected void ask(Plan plan) {
    S7Plan.Cut cut = ((S7Plan) plan).cut(pdu);
    blocks = cut.blocks();
    tooLong = cut.tooLong();
    readings = new Reading[plan.tags()];
    block = 0;
    next();
  }

  @Override
  protected int frameLength(ByteBuffer in) throws Malformed {
    return S7Frames.frameLength(in);
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    S7Answer.take(blocks.get(block), reference, in, length, readings);
    matched();
    block++;
    next();
  }

  private void next() {
    if (block == blocks.size()) {
      for (S7Plan.Spot spot : tooLong) readings[spot.index()] = Reading.refused(TagStatus.TooLong);
      answered(readings);
      return;
    }
    reference = reference + 1 & 0xFFFF;
    out().put(blocks.get(block).request()).putShort(S7Frames.REFERENCE, (short) reference);
    sendOut();
  }
}
