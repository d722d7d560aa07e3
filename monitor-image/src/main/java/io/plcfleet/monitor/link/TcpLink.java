package io.plcfleet.monitor.link;

import io.plcfleet.monitor.link.Phases.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A link over a TCP connection of its own on the loop's selector: the deadlines, the steps, the cutting into frames. The protocol is the subclass. */
public abstract class TcpLink implements Link {
  private final Seat loop;
  private final Dial dial;
  private final Watcher watcher;
  private final Steps steps;
  private final Inquiries inquiries = new Inquiries();
  private KeepAlive keepAlive = KeepAlive.STANDARD;
  private State state = State.Closed;
  @Nullable Wire wire;
  private Flight flight = new Flight(false, null);
  private final Mistakes mistakes = new Mistakes();
  private final Cutter cutter = new Cutter(this::frameLength, this::taken);
  protected final Deadline deadline;

  protected TcpLink(Loop loop, String host, int port, Watcher watcher) {
    this.loop = Seat.on(loop, () -> wire);
    this.dial = new Dial(this.loop, host, port);
    this.watcher = watcher;
    this.steps = new Steps(loop);
    this.deadline = new Deadline(this.loop, steps, this::late);
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
    deadline.allow(timeoutNanos);
    steps.begin();
    enter(State.Resolving);
    dial.ask(this::connect, why -> end(new Outcome.DnsFailure(dial.host(), why, elapsed())), why -> end(new Outcome.AddressForbidden(why, elapsed())));
  }

  @Override
  public final void read(Plan plan, long timeoutNanos, boolean staysOpen) {
    begin(timeoutNanos, new Flight(staysOpen && dropsLate(), null));
    guarded(() -> ask(plan));
  }

  @Override
  public final boolean canAsk(Inquiry asked) {
    return knows(asked) && inquiries.mayAsk(asked, loop.now());
  }

  @Override
  public final void ask(Inquiry asked, long timeoutNanos) {
    begin(timeoutNanos, new Flight(dropsLate(), asked));
    guarded(() -> inquire(asked));
  }

  @Override
  public final void close() {
    if (state == State.Idle || state == State.Reading) farewell();
    shut();
  }

  private void shut() {
    state = State.Closed;
    dial.giveUp();
    cutter.forget();
    deadline.stop();
    if (wire != null) wire.close();
    wire = null;
    gone();
  }

  /** The connection is gone, whatever ended it. */
  protected void gone() {}

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

  /** Whether the frame is no answer to what is asked at present, but late, or about the connection itself; then it has been dealt with. */
  protected boolean takeAside(ByteBuffer in, int length) throws Malformed {
    return false;
  }

  /** What it means to this protocol that a connection ends before its greeting is done. */
  protected Outcome.Failure refusal(Outcome.Failure end) {
    return end;
  }

  /** We close a connection that is up: {@link #sendLast last words}, where the protocol has any. */
  protected void farewell() {}

  /** The first exchange of the greeting is done, the agreement on the session begins and may take as long again. */
  protected final void shookHands() {
    steps.end(Phase.Handshake);
    enter(State.Greeting);
  }

  /** While greeting: by a new connection to the same address. */
  protected final void greetAnew() {
    shut();
    dial.again(this::connect);
  }

  protected final void greeted() {
    if (steps.phases().handshake() != null) steps.end(Phase.Session);
    deadline.stop();
    state = State.Idle;
    watcher.opened(this);
  }

  /** The frame at hand answers the request in flight. */
  protected final void matched() {
    flight.matched(loop.now());
  }

  protected final void answered(Readings readings) {
    long took = rest();
    steps.read(took);
    watcher.outcome(this, new Outcome.Ok(readings, flight.acknowledged(), took));
  }

  /** @param refused the device answers that it does not tell */
  protected final void told(DeviceFact fact, boolean refused) {
    Inquiry asked = flight.inquiry();
    if (asked == null) throw new IllegalStateException("told without having been asked");
    inquiries.answered(asked, refused, loop.now());
    watcher.outcome(this, new Outcome.Told(fact, refused, rest()));
  }

  protected final void end(Outcome.Failure failure) {
    Outcome.Failure meant = state == State.Greeting ? refusal(failure) : failure;
    shut();
    watcher.outcome(this, meant);
  }

  protected final long now() {
    return loop.now();
  }

  /** Nanoseconds since the present step began. */
  protected final long elapsed() {
    return deadline.elapsed();
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

  private void sentOut() {
    flight.sent(loop.now());
    if (state == State.Reading) enter(State.Reading);
  }

  /** As {@link #sendOut}, when it does not matter any more whether it arrives. */
  protected final void sendLast() {
    if (wire != null) wire.writeLast(loop.loop().out.flip());
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

  /** Whatever goes wrong ends the connection, a mistake of ours too: it must not stand there for ever, nor wait for its deadline. */
  protected final void guarded(Step step) {
    try {
      step.run();
    } catch (IOException | Malformed e) {
      end(Outcome.of(e, elapsed()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      if (state == State.Closed) throw e;  // the watcher's, who has been told of the end already
      end(mistakes.ended(dial, e, elapsed()));
    }
  }

  private void begin(long timeoutNanos, Flight asked) {
    if (state != State.Idle) throw new IllegalStateException("asked while " + state);
    deadline.allow(timeoutNanos);
    flight = asked;
    enter(State.Reading);
  }

  private void enter(State next) {
    state = next;
    deadline.begin();
  }

  /** The last answer is there. @return nanoseconds since the first request */
  private long rest() {
    long took = flight.took(loop.now());
    deadline.stop();
    state = State.Idle;
    return took;
  }

  private void connect(InetSocketAddress address) {
    if (dial.isAddress()) steps.skip();
    else steps.end(Phase.Dns);
    enter(State.Connecting);
    guarded(() -> {
      Wire fresh = Wire.connect(this, address, keepAlive, loop.loop().selector);
      wire = fresh;
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
    if (flight.inquiry() != null) inquiries.unanswered(flight.inquiry(), loop.now());
    if (flight.staysOpen() && wire != null && !wire.hasUnsent()) state = State.Idle;
    else shut();
    watcher.outcome(this, failure);
  }

  /** False: the connection was closed, perhaps opened anew, by what the frame led to. */
  private boolean taken(ByteBuffer in, int length) throws Malformed {
    Wire from = wire;
    if (takeAside(in, length)) return wire == from;
    switch (state) {
      case Greeting -> takeGreeting(in, length);
      case Reading -> takeAnswer(in, length);
      default -> throw new Malformed("a frame that nobody asked for");
    }
    return wire == from;
  }
}
