package io.plcfleet.monitor.link;

/**
 * One connection to a device: its state, its one request in flight, its one deadline. All methods run on the loop's thread, and none blocks.
 * After anything but an answer it is closed, so that a late answer can never be taken for the next one; only a protocol that
 * numbers its requests may stay open, see {@link #read}.
 */
public interface Link {
  /** Who wants to know. Called on the loop's thread, perhaps from within {@link #open} or {@link #read}; may call the link back. */
  interface Watcher {
    /** It is Idle; {@link #phases} tells how long each step took. */
    void opened(Link link);

    /** The answer to a read or an inquiry, or a failure at whatever moment, also between two reads. {@link #state} tells whether the link is still open. */
    void outcome(Link link, Outcome outcome);
  }

  enum State { Closed, Resolving, Connecting, Greeting, Idle, Reading }

  State state();

  /** The newest attempt to open, step by step; of a failed one the steps that ended well. */
  Phases phases();

  /** From now on, on the open connection too. */
  void keepAlive(KeepAlive settings);

  /** Resolves, connects and greets; each of the three may take so long. Only when Closed. */
  void open(long timeoutNanos);

  /**
   * Asks for all tags once, by as many requests as that takes; each of them may take so long. Only when Idle.
   *
   * @param plan of the link's own protocol
   * @param staysOpen whether a request that stays unanswered leaves the connection open: for units that share one
   */
  void read(Plan plan, long timeoutNanos, boolean staysOpen);

  /** Whether an answer that comes too late does no harm to the connection; else every request that stays unanswered closes it. */
  default boolean dropsLate() {
    return true;
  }

  /** Whether it is worth asking: the protocol has it, and the device has not said lately that it does not tell. */
  boolean canAsk(Inquiry inquiry);

  /**
   * Asks what is no tag, by as many requests as that takes; each of them may take so long. Only when Idle, and when {@link #canAsk}. A device that
   * does not know the question may stay silent: where the link {@link #dropsLate} that leaves it open.
   */
  void ask(Inquiry inquiry, long timeoutNanos);

  /** Closes without telling the watcher. */
  void close();
}
