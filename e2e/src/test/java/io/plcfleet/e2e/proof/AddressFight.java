package io.plcfleet.e2e.proof;

import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.FaultyLink;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Two devices with one address: whom frames reach changes. The second one resets the connection that it does not know and answers new ones; then
 * the frames for it go nowhere for a while, and the first one answers again.
 */
final class AddressFight {
  private static final Duration RESETS = Duration.ofMillis(500);
  /** Long enough for a request to stay unanswered. */
  private static final Duration SILENT = Duration.ofMillis(2500);
  /** Long enough to be connected to, read and asked who it is. */
  private static final Duration ANSWERS = Duration.ofMillis(4500);

  private final FaultyLink link;
  private final InetSocketAddress first;
  private final InetSocketAddress second;
  private final Fault asTheSecond;
  private final Thread thread;
  private volatile boolean over;

  /** @param asTheSecond what makes the second one's answers its own; none, where its protocol does not tell who answers */
  AddressFight(FaultyLink link, InetSocketAddress first, InetSocketAddress second, Fault asTheSecond) {
    this.link = link;
    this.first = first;
    this.second = second;
    this.asTheSecond = asTheSecond;
    thread = Thread.ofVirtual().start(this::run);
  }

  private void run() {
    while (!over) {
      lasts(new Fault.Reset(), RESETS);
      link.lead(second);
      lasts(asTheSecond, ANSWERS);
      lasts(new Fault.Freeze(), SILENT);
      link.lead(first);
      lasts(new Fault.None(), ANSWERS);
    }
  }

  private void lasts(Fault fault, Duration time) {
    link.set(fault);
    long end = System.nanoTime() + time.toNanos();
    while (!over && end - System.nanoTime() > 0) LockSupport.parkNanos(end - System.nanoTime());
  }

  /** The second one is taken off the network. */
  void settle() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a fight ends", e);
    }
    link.lead(first);
    link.heal();
  }
}
