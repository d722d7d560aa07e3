package io.plcfleet.monitor.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link over a TCP connection of its own on the loop's selector: the socket, the deadlines, the cutting into frames. The protocol is the subclass. */
public abstract class TcpLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

  private final Loop loop;
  private final String host;
  private final int port;
  private final Watcher watcher;
  private State state = State.Closed;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private List<InetAddress> addresses = List.of();
  private int attempts;
  private long timeout;
  private long began;
  private long sent;
  private long acknowledged;
  private boolean staysOpen;
  private boolean mistaken;
  private byte @Nullable [] unfinished;  // the start of a frame whose end has not come yet: rare
  private final Timer deadline = new Timer() {
    @Override protected void fire(long now) {
      late();
    }
  };

  protected TcpLink(Loop loop, String host, int port, Watcher watcher) {
    this.loop = loop;
    this.host = host;
    this.port = port;
    this.watcher = watcher;
  }

  @Override
  public final State state() {
    return state;
  }

  @Override
  public final void open(long timeoutNanos) {
    if (state != State.Closed) throw new IllegalStateException("open while " + state);
    timeout = timeoutNanos;
    int attempt = ++attempts;
    enter(State.Resolving);
    loop.resolver.resolve(host, answer -> loop.execute(() -> {
      boolean givenUp = attempt != attempts || state != State.Resolving;
      switch (answer) {
        case Resolver.Answer _ when givenUp -> loop.resolver.keep(host, answer);
        case Resolver.Answer.Found(List<InetAddress> addresses) -> connect(addresses);
        case Resolver.Answer.Failed(String why) -> end(new Outcome.DnsFailure(host, why, elapsed()));
      }
    }));
  }

  @Override
  public final void read(Plan plan, long timeoutNanos, boolean staysOpen) {
    if (state != State.Idle) throw new IllegalStateException("read while " + state);
    timeout = timeoutNanos;
    this.staysOpen = staysOpen;
    sent = 0;
    acknowledged = 0;
    enter(State.Reading);
    guarded(() -> ask(plan));
  }

  @Override
  public final void close() {
    if (state == State.Idle || state == State.Reading) farewell();
    shut();
  }

  private void shut() {
    state = State.Closed;
    unfinished = null;
    loop.cancel(deadline);
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is gone either way
    }
    channel = null;
    key = null;
  }

  /** TCP is up: send the protocol's greeting, or call {@link #greeted}. */
  protected abstract void greet();

  /** A frame while greeting. */
  protected abstract void takeGreeting(ByteBuffer in, int length) throws Malformed;

  /** The connection is up and about to be closed by us: the last words, where the protocol has any. */
  protected void farewell() {}

  /** Sends the first request of a read. */
  protected abstract void ask(Plan plan);

  /** Length of the frame that begins at in's position, 0 when too few bytes are there to know. */
  protected abstract int frameLength(ByteBuffer in) throws Malformed;

  /** A whole frame of that length begins at in's position. Call {@link #matched} for each answer, {@link #answered} after the last one. */
  protected abstract void takeAnswer(ByteBuffer in, int length) throws Malformed;

  /** Whether the frame answers a request that was given up: it is dropped. */
  protected boolean isStale(ByteBuffer in) {
    return false;
  }

  /** Whether the frame is neither of the greeting nor of a read; then it has been dealt with. */
  protected boolean takeAside(ByteBuffer in, int length) throws Malformed {
    return false;
  }

  /** A step of the greeting is over: the next one may take as long again. */
  protected final void greetFurther() {
    enter(State.Greeting);
  }

  /** While greeting: to the same address by a new connection, where the protocol needs one. */
  protected final void greetAnew() {
    List<InetAddress> same = addresses;
    shut();
    connect(same);
  }

  protected final void greeted() {
    loop.cancel(deadline);
    state = State.Idle;
    watcher.opened(this);
  }

  /** The frame at hand answers the request in flight. */
  protected final void matched() {
    if (acknowledged == 0) acknowledged = loop.now() - sent;
  }

  protected final void answered(Reading[] readings) {
    if (sent == 0) throw new IllegalStateException("answered without having been asked");
    loop.cancel(deadline);
    state = State.Idle;
    long took = loop.now() - sent;
    watcher.outcome(this, new Outcome.Ok(Arrays.asList(readings), acknowledged, took));
  }

  protected final void end(Outcome.Failure failure) {
    shut();
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
    return loop.out.clear();
  }

  /** Sends what {@link #out} holds up to its position. */
  protected final void sendOut() {
    if (channel == null) return;
    try {
      loop.out.flip();
      channel.write(loop.out);
      if (sent == 0) sent = loop.now();
      if (state == State.Reading) enter(State.Reading);
      // One small request at a time into an empty socket buffer: a short write means that the machine is out of memory.
      if (loop.out.hasRemaining()) end(new Outcome.Unroutable("the system took only a part of a request", elapsed()));
    } catch (IOException e) {
      end(Outcome.of(e, elapsed()));
    }
  }

  final void ready(SelectionKey ready) {
    if (ready != key || channel == null) return;  // closed earlier in this turn
    SocketChannel mine = channel;
    guarded(() -> {
      if (state != State.Connecting) {
        receive(mine);
      } else if (mine.finishConnect()) {
        ready.interestOps(SelectionKey.OP_READ);
        enter(State.Greeting);
        greet();
      }
    });
  }

  /** A piece of work on the connection. */
  protected interface Step {
    void run() throws IOException, Malformed;
  }

  /** Whatever goes wrong ends the connection, a mistake of ours too: it must not stand there for ever, nor wait for its deadline. */
  protected final void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      end(Outcome.of(e, elapsed()));
    } catch (Malformed e) {
      end(new Outcome.ProtocolError(String.valueOf(e.getMessage()), elapsed()));
    } catch (RuntimeException e) {
      if (state == State.Closed) throw e;  // the watcher's, who has been told of the end already
      if (!mistaken) LOG.error("A mistake of ours on the connection to {}:{}; further ones of it are not logged", host, port, e);
      mistaken = true;
      end(new Outcome.ProtocolError("a mistake of the monitor, see its log: " + e, elapsed()));
    }
  }

  private void enter(State next) {
    state = next;
    began = loop.now();
    loop.set(deadline, began + timeout);
  }

  private void connect(List<InetAddress> found) {
    addresses = found;
    enter(State.Connecting);
    guarded(() -> {
      SocketChannel fresh = SocketChannel.open();
      channel = fresh;
      fresh.configureBlocking(false);
      fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
      fresh.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      // Each attempt takes the next of a host's addresses: one of them may be dead.
      boolean connected = fresh.connect(new InetSocketAddress(addresses.get((attempts - 1) % addresses.size()), port));
      key = fresh.register(loop.selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
      if (connected) {
        enter(State.Greeting);
        greet();
      }
    });
  }

  private void late() {
    if (loop.pausedSince(began)) {  // we stood still, not the device: it gets its time again
      enter(state);
      return;
    }
    switch (state) {
      case Resolving -> end(new Outcome.DnsFailure(host, "the name server does not answer", elapsed()));
      case Connecting -> end(new Outcome.ConnectTimeout(elapsed()));
      case Greeting -> end(new Outcome.HandshakeTimeout(elapsed()));
      case Reading -> {
        Outcome.Failure failure = new Outcome.RequestTimeout(unfinished == null ? 0 : unfinished.length, elapsed());
        if (staysOpen) {
          state = State.Idle;
          watcher.outcome(this, failure);
        } else {
          end(failure);
        }
      }
      case Closed, Idle -> { }
    }
  }

  private void receive(SocketChannel mine) throws IOException, Malformed {
    ByteBuffer in = loop.in.clear();
    if (unfinished != null) in.put(unfinished);
    int count = mine.read(in);
    if (count < 0) {
      end(new Outcome.ClosedByPeer(elapsed()));
      return;
    }
    in.flip();
    unfinished = null;
    while (in.hasRemaining()) {
      int start = in.position();
      int length = frameLength(in);
      if (length == 0 || length > in.remaining()) {
        unfinished = new byte[in.remaining()];
        in.get(unfinished);
        return;
      }
      take(in, length);
      if (channel != mine) return;  // closed, perhaps opened anew, by what the frame led to
      in.position(start + length);
    }
  }

  private void take(ByteBuffer in, int length) throws Malformed {
    if (isStale(in) || takeAside(in, length)) return;
    switch (state) {
      case Greeting -> takeGreeting(in, length);
      case Reading -> takeAnswer(in, length);
      default -> throw new Malformed("a frame that nobody asked for");
    }
  }
}
