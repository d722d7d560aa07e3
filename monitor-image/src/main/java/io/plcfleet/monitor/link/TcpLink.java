package io.plcfleet.monitor.link;

import io.plcfleet.monitor.link.Phases.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link over a TCP connection of its own on the loop's selector: the deadlines, the steps, the cutting into frames. The protocol is the subclass. */
public abstract class TcpLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

  private final Seat loop;
  private final Dial dial;
  private final Watcher watcher;
  private final Steps steps;
  private final Inquiries inquiries = new Inquiries();
  private KeepAlive keepAlive = KeepAlive.STANDARD;
  private State state = State.Closed;
  @Nullable Wire wire;
  private long timeout;
  private long began;
  private long sent;
  private long acknowledged;
  private boolean staysOpen;
  private @Nullable Inquiry inquiry;  // in flight; absent during a read
  private boolean mistaken;
  private final Cutter cutter = new Cutter(this::frameLength, this::taken);
  private final Timer deadline = new Timer() {
    @Override protected void fire(long now) {
      late();
    }
  };

  protected TcpLink(Loop loop, String host, int port, Watcher watcher) {
    this.loop = Seat.on(loop);
    this.dial = new Dial(this.loop, host, port);
    this.watcher = watcher;
    this.steps = new Steps(loop);
  }

  @Override
  public final State state() {
    return state;
  }

  @Override
  public final Phases phases() {
    return steps.phases();
  }

  @Override
  public final void keepAlive(KeepAlive settings) {
    keepAlive = settings;
    Wire open = wire;
    if (open != null) guarded(() -> open.keepAlive(settings));
  }

  @Override
  public final void open(long timeoutNanos) {
    if (state != State.Closed) throw new IllegalStateException("open while " + state);
    timeout = timeoutNanos;
    steps.begin();
    enter(State.Resolving);
    dial.ask(this::connect, why -> end(new Outcome.DnsFailure(dial.host(), why, elapsed())));
  }

  @Override
  public final void read(Plan plan, long timeoutNanos, boolean staysOpen) {
    begin(timeoutNanos, staysOpen, null);
    guarded(() -> ask(plan));
  }

  @Override
  public final boolean canAsk(Inquiry asked) {
    return knows(asked) && inquiries.mayAsk(asked, loop.now());
  }

  @Override
  public final void ask(Inquiry asked, long timeoutNanos) {
    begin(timeoutNanos, false, asked);
    guarded(() -> inquire(asked));
  }

  @Override
  public final void close() {
    state = State.Closed;
    dial.giveUp();
    cutter.forget();
    loop.cancel(deadline);
    if (wire != null) wire.close();
    wire = null;
    loop.carry(null);
  }

  /** TCP is up: send the protocol's greeting, or call {@link #greeted}. */
  protected abstract void greet();

  /** A frame while greeting. */
  protected abstract void takeGreeting(ByteBuffer in, int length) throws Malformed;

  /** Sends the first request of a read. */
  protected abstract void ask(Plan plan);

  /** Whether the protocol has the inquiry at all. */
  protected abstract boolean knows(Inquiry asked);

  /** Sends the first request of an inquiry that it knows. */
  protected abstract void inquire(Inquiry asked);

  /** Length of the frame that begins at in's position, 0 when too few bytes are there to know. */
  protected abstract int frameLength(ByteBuffer in) throws Malformed;

  /** A whole frame of that length begins at in's position. Call {@link #matched} for each answer, {@link #answered} or {@link #told} after the last. */
  protected abstract void takeAnswer(ByteBuffer in, int length) throws Malformed;

  /** Whether the frame answers a request that was given up: it is dropped. */
  protected boolean isStale(ByteBuffer in) {
    return false;
  }

  /** The first exchange of the greeting is done, the agreement on the session begins. */
  protected final void shookHands() {
    steps.end(Phase.Handshake);
  }

  protected final void greeted() {
    if (steps.phases().handshake() != null) steps.end(Phase.Session);
    loop.cancel(deadline);
    state = State.Idle;
    watcher.opened(this);
  }

  /** The frame at hand answers the request in flight. */
  protected final void matched() {
    if (acknowledged == 0) acknowledged = loop.now() - sent;
  }

  protected final void answered(Reading[] readings) {
    long took = rest();
    steps.read(took);
    watcher.outcome(this, new Outcome.Ok(Arrays.asList(readings), acknowledged, took));
  }

  /** @param refused the device answers that it does not tell */
  protected final void told(DeviceFact fact, boolean refused) {
    if (inquiry == null) throw new IllegalStateException("told without having been asked");
    inquiries.answered(inquiry, refused, loop.now());
    watcher.outcome(this, new Outcome.Told(fact, refused, rest()));
  }

  protected final void end(Outcome.Failure failure) {
    close();
    watcher.outcome(this, failure);
  }

  /** Nanoseconds of the loop's clock. */
  protected final long now() {
    return loop.now();
  }

  /** Nanoseconds since the present step began. */
  protected final long elapsed() {
    return loop.now() - began;
  }

  /** An empty buffer for a request, for {@link #sendOut}. */
  protected final ByteBuffer out() {
    return loop.loop().out.clear();
  }

  /** Sends what {@link #out} holds up to its position. */
  protected final void sendOut() {
    Wire to = wire;
    if (to == null) return;
    guarded(() -> {
      to.write(loop.loop().out.flip());
      sentOut();
    });
  }

  /** Times count from the last byte that the system took. */
  private void sentOut() {
    if (acknowledged == 0) sent = loop.now();
    if (state == State.Reading) enter(State.Reading);
  }

  final void ready(Wire from) {
    if (from != wire) return;  // closed earlier in this turn
    guarded(() -> {
      if (state == State.Connecting) {
        goOn(from);
        return;
      }
      if (from.hasUnsent() && from.flush()) sentOut();
      if (!cutter.read(from, loop.loop().in)) end(new Outcome.ClosedByPeer(elapsed()));
    });
  }

  interface Step {
    void run() throws IOException, Malformed;
  }

  /** Whatever goes wrong ends the connection, a mistake of ours too: it must not stand there for ever, nor wait for its deadline. */
  final void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      end(Outcome.of(e, elapsed()));
    } catch (Malformed e) {
      end(new Outcome.ProtocolError(String.valueOf(e.getMessage()), elapsed()));
    } catch (RuntimeException e) {
      if (state == State.Closed) throw e;  // the watcher's, who has been told of the end already
      if (!mistaken) LOG.error("A mistake of ours on the connection to {}; further ones of it are not logged", dial, e);
      mistaken = true;
      end(new Outcome.ProtocolError("a mistake of the monitor, see its log: " + e, elapsed()));
    }
  }

  private void begin(long timeoutNanos, boolean mayStayOpen, @Nullable Inquiry asked) {
    if (state != State.Idle) throw new IllegalStateException("asked while " + state);
    timeout = timeoutNanos;
    staysOpen = mayStayOpen;
    inquiry = asked;
    sent = 0;
    acknowledged = 0;
    enter(State.Reading);
  }

  private void enter(State next) {
    state = next;
    began = loop.now();
    loop.set(deadline, began + timeout);
  }

  /** The last answer is there. @return nanoseconds since the first request */
  private long rest() {
    if (sent == 0) throw new IllegalStateException("answered without having been asked");
    loop.cancel(deadline);
    state = State.Idle;
    inquiry = null;
    return loop.now() - sent;
  }

  private void connect(InetSocketAddress address) {
    if (dial.isAddress()) steps.skip();
    else steps.end(Phase.Dns);
    enter(State.Connecting);
    guarded(() -> {
      Wire fresh = Wire.connect(this, address, keepAlive, loop.loop().selector);
      wire = fresh;
      loop.carry(fresh);
      goOn(fresh);
    });
  }

  private void goOn(Wire connecting) throws IOException {
    if (!connecting.finishConnect()) return;
    steps.end(Phase.Tcp);
    enter(State.Greeting);
    greet();
  }

  private void late() {
    if (loop.pausedSince(began)) {  // we stood still, not the device: it gets its time again
      enter(state);
      return;
    }
    switch (state) {
      case Resolving -> end(new Outcome.DnsFailure(dial.host(), "the name server does not answer", elapsed()));
      case Connecting -> end(new Outcome.ConnectTimeout(elapsed()));
      case Greeting -> end(new Outcome.HandshakeTimeout(elapsed()));
      case Reading -> unanswered();
      case Closed, Idle -> { }
    }
  }

  private void unanswered() {
    Outcome.Failure failure = new Outcome.RequestTimeout(cutter.unfinished(), elapsed());
    if (inquiry != null) inquiries.unanswered(inquiry, loop.now());
    boolean open = staysOpen && wire != null && !wire.hasUnsent();
    if (open) state = State.Idle;
    else close();
    watcher.outcome(this, failure);
  }

  /** False: the connection was closed, perhaps opened anew, by what the frame led to. */
  private boolean taken(ByteBuffer in, int length) throws Malformed {
    if (isStale(in)) return true;
    Wire from = wire;
    switch (state) {
      case Greeting -> takeGreeting(in, length);
      case Reading -> takeAnswer(in, length);
      default -> throw new Malformed("a frame that nobody asked for");
    }
    return wire == from;
  }
}
