package io.plcfleet.monitor.link.modbus;

import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TcpLink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Modbus TCP: one connection to a server or gateway, for as many units as there are behind it. */
public final class ModbusLink extends TcpLink {
  /** An answer to one of that many requests before is late, one from further back is none of ours. */
  private static final int LATE = 256;

  private @Nullable ModbusPlan plan;
  private Readings readings = new Readings(0);
  private int block;
  private Object connection = new Object();
  private long requests;  // on this connection; the low 16 bits are the number of the transaction

  public ModbusLink(Loop loop, String host, int port, Watcher watcher) {
    super(loop, host, port, watcher);
  }

  /** Modbus has no greeting. */
  @Override
  protected void greet() {
    requests = 0;
    connection = new Object();
    greeted();
  }

  @Override
  protected void takeGreeting(ByteBuffer in, int length) throws Malformed {
    throw new Malformed("a frame before any request");
  }

  @Override
  protected void ask(Plan asked) {
    plan = (ModbusPlan) asked;
    plan.begin(connection, now());
    readings = new Readings(plan.tags());
    block = 0;
    next(plan);
  }

  @Override
  protected boolean knows(Inquiry asked) {
    return false;
  }

  @Override
  protected void inquire(Inquiry asked) {
    throw new IllegalArgumentException("Modbus does not tell " + asked);
  }

  @Override
  protected int frameLength(ByteBuffer in) throws Malformed {
    return ModbusAnswer.frameLength(in);
  }

  @Override
  protected boolean takeAside(ByteBuffer in, int length) {
    int age = transaction() - ModbusAnswer.transaction(in) & 0xFFFF;
    return age < Math.min(requests, LATE) && (age > 0 || state() == State.Idle);
  }

  @Override
  protected void takeAnswer(ByteBuffer in, int length) throws Malformed {
    ModbusPlan asked = plan;
    int got = ModbusAnswer.transaction(in);
    if (asked == null || got != transaction()) throw new Malformed("transaction " + got + " instead of " + transaction());
    ModbusPlan.Block b = asked.blocks().get(block);
    int exception = ModbusAnswer.take(b, asked.unit(), in, length, readings);
    matched();
    TagStatus status = ModbusAnswer.status(exception);
    if (status == TagStatus.TargetUnreachable) {  // nothing behind the gateway: asking on would cost the other units seconds
      for (int i = 0; i < asked.tags(); i++) readings.refuse(i, status);
      answered(readings);
      return;
    }
    if (status == TagStatus.AddressError && b.spots().size() > 1) {
      asked.split(block, now());
    } else {
      block++;
      if (status != TagStatus.Ok) {
        for (ModbusPlan.Spot spot : b.spots()) readings.refuse(spot.index(), status);
      }
    }
    next(asked);
  }

  /** Sends the next request of the plan. */
  private void next(ModbusPlan asked) {
    if (block == asked.blocks().size()) {
      answered(readings);
      return;
    }
    requests++;
    out().put(asked.blocks().get(block).request()).putShort(0, (short) transaction());
    sendOut();
  }

  private int transaction() {
    return (int) requests & 0xFFFF;
  }
}
