package io.plcfleet.monitor.link.opcua;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ServiceFault;
import org.jspecify.annotations.Nullable;

/** OPC UA over TCP: one session, and reads of several values each. */
public final class OpcUaLink extends SessionLink {
  private @Nullable OpcUaPlan plan;
  private Reading[] readings = {};
  private int block;
  private boolean waiting;
  private @Nullable OpcUaInquiry inquiry;

  public OpcUaLink(Loop loop, Endpoint.OpcUa endpoint, Watcher watcher) {
    this(loop, endpoint, watcher, Credentials.FOLDER);
  }

  OpcUaLink(Loop loop, Endpoint.OpcUa endpoint, Watcher watcher, Path credentialsFolder) {
    super(loop, endpoint, watcher, credentialsFolder);
  }

  @Override
  protected void ask(Plan asked) {
    plan = (OpcUaPlan) asked;
    plan.blocks().begin(connection(), now());
    readings = new Reading[plan.tags()];
    block = 0;
    inquiry = null;
    goOn();
  }

  /** Every server has to say what it is and whether it works, OPC UA part 5, 6.3. */
  @Override
  protected boolean knows(Inquiry asked) {
    return true;
  }

  @Override
  protected void inquire(Inquiry asked) {
    inquiry = new OpcUaInquiry(asked);
    goOn();
  }

  private void goOn() {
    waiting = isRenewing();
    if (waiting) waitForStep();
    else guarded(this::next);
  }

  @Override
  void renewed() throws Malformed {
    if (waiting && state() == State.Reading) next();
    waiting = false;
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    UaMessageType answer = answer(in, length);
    if (answer == null) return;
    if (answer instanceof ServiceFault fault && Codes.endsSession(Codes.of(fault))) {
      forgetSession();
      end(new Outcome.ClosedByPeer(elapsed()));
    } else if (inquiry != null) {
      inquiry.take(answer);
      told(inquiry.fact(), inquiry.refused());
      renewWhenDue();
    } else {
      takeValues(answer);
    }
  }

  private void takeValues(UaMessageType answer) throws Malformed {
    OpcUaPlan asked = asked();
    Block<ReadValueId> b = asked.blocks().all().get(block);
    switch (answer) {
      case ReadResponse response -> Answers.take(b, response, readings);
      case ServiceFault fault when Codes.isTooMuch(Codes.of(fault)) && b.tags().size() > 1 -> {
        asked.blocks().split(block, now());
        block--;
      }
      case ServiceFault fault -> Answers.refused(b, Codes.of(fault), readings);
      default -> throw unexpected(answer);
    }
    matched();
    block++;
    next();
  }

  /** Sends the next request of the plan. */
  private void next() throws Malformed {
    if (inquiry != null) {
      request(OpcUaPlan.request(inquiry.block(), session().token()));
      return;
    }
    OpcUaPlan asked = asked();
    List<Block<ReadValueId>> all = asked.blocks().all();
    if (block < all.size()) {
      request(OpcUaPlan.request(all.get(block), session().token()));
    } else {
      answered(Readings.of(Arrays.asList(readings)));
      renewWhenDue();
    }
  }

  private OpcUaPlan asked() {
    if (plan == null) throw new IllegalStateException("answered without having been asked");
    return plan;
  }
}
