package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What one PLC is to be asked besides its tags, and when: whether its CPU runs, and who it is. Asked along with a read; but a STOP that waits to
 * be confirmed is not left to the next one.
 */
final class Questions {
  private final Loop loop;
  private final Line line;
  private final Account account;
  private final Timer confirm;

  /** @param confirmation is due: to be asked though no read is */
  Questions(Loop loop, Line line, Account account, Runnable confirmation) {
    this.loop = loop;
    this.line = line;
    this.account = account;
    confirm = Timer.of(confirmation);
  }

  /** What to ask now; null when nothing is due, or it does not tell. */
  @Nullable Inquiry due(long now) {
    if (account.cpu().isDue(now) && line.canAsk(Inquiry.CpuState)) return Inquiry.CpuState;
    return !account.isIdentified() && line.canAsk(Inquiry.Identity) ? Inquiry.Identity : null;
  }

  /** It has told something. */
  void told() {
    if (account.cpu().isToBeConfirmed()) loop.set(confirm, account.cpu().due());
  }

  void stop() {
    loop.cancel(confirm);
  }
}
