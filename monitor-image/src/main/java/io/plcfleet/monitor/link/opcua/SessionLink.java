package io.plcfleet.monitor.link.opcua;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Outcome;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSecureChannelRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.OpenSecureChannelResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ServiceFault;
import org.jspecify.annotations.Nullable;

/**
 * From TCP to a session, and its end: hello, secure channel, session. The first connection asks what the server offers, without protection; where
 * messages are to be protected another one follows with the server's certificate. The offer is remembered until it does not do any more. A session
 * whose connection broke is taken up again by the next one, and closed in good order when we close.
 */
abstract class SessionLink extends KeyedLink {
  private enum Step { Hello, Open, Endpoints, Create, Activate }

  private final Endpoint.OpcUa endpoint;
  private final Path credentialsFolder;
  private Credentials credentials = Credentials.NONE;
  private Channel channel = new Channel(Protection.NONE);
  private Protection protection = Protection.NONE;
  private Step step = Step.Hello;
  private byte[] nonce = {};
  private boolean resuming;
  private boolean renewing;
  private long renewFrom;
  private @Nullable Offer offer;
  private @Nullable Session session;

  SessionLink(Loop loop, Endpoint.OpcUa endpoint, Watcher watcher, Path credentialsFolder) {
    super(loop, endpoint.host(), endpoint.port(), watcher);
    this.endpoint = endpoint;
    this.credentialsFolder = credentialsFolder;
  }

  /** The channel has new keys: a request that waited for them may go out. */
  abstract void renewed() throws Malformed;

  final boolean isRenewing() {
    return renewing;
  }

  final Session session() {
    if (session == null) throw new IllegalStateException("asked without a session");
    return session;
  }

  /** The present connection, by identity. */
  final Object connection() {
    return channel;
  }

  /** The server keeps it no longer. */
  final void forgetSession() {
    session = null;
  }

  final void request(UaRequestMessageType message) throws Malformed {
    send(channel.request(message));
  }

  /** The answer that the frame completes; null while there is more to come. */
  final @Nullable UaMessageType answer(ByteBuffer in, int length) throws Malformed {
    if (Frames.type(in) != Frames.Type.Message) throw new Malformed("a frame that nobody asked for");
    return channel.add(in, length) ? channel.take(Frames.Type.Message) : null;
  }

  /** Chunks are numbered in order and must be decoded for it: what comes late would have to be put together beside the next answer. */
  @Override
  public final boolean dropsLate() {
    return false;
  }

  /** New keys in time, while nothing else is on its way: messages are numbered across both. */
  final void renewWhenDue() throws Malformed {
    if (state() != State.Idle || now() - renewFrom < 0) return;
    renewing = true;
    keyed(protection, channel::open, this::send);
  }

  @Override
  protected final void greet() {
    renewing = false;
    step = Step.Hello;
    String name = endpoint.credentials();
    if (name == null) guarded(() -> hello(Credentials.NONE));
    else offLoop(() -> Credentials.read(credentialsFolder, name), this::hello);
  }

  private void hello(Credentials read) throws Malformed {
    credentials = read;
    try {
      protection = protection(read);
      channel = new Channel(protection);
      send(channel.hello(endpoint.url()));
    } catch (Rejected e) {
      reject(e);
    }
  }

  private Protection protection(Credentials own) throws Rejected {
    if (offer == null || !isProtected()) return Protection.NONE;
    X509Certificate server = Agreement.certificate(offer.certificate());
    own.requireTrusted(server);
    return new Protection(Agreement.policy(endpoint), Agreement.mode(endpoint), own.keys(), own.certificate(), server);
  }

  private boolean isProtected() {
    return endpoint.securityPolicy() != Endpoint.OpcUa.SecurityPolicy.None;
  }

  @Override
  protected final int frameLength(ByteBuffer in) throws Malformed {
    return Frames.length(in);
  }

  /** Errors, and the answer to a request for new keys, come at any time. */
  @Override
  protected final boolean takeAside(ByteBuffer in, int length) throws Malformed {
    Frames.Type type = Frames.type(in);
    if (type == Frames.Type.Error) {
      String words = Frames.error(in, length);
      if (state() == State.Greeting) reject(new Rejected(words));
      else end(new Outcome.ClosedByPeer(elapsed()));
      return true;
    }
    if (type != Frames.Type.Open || !renewing) return false;
    if (channel.add(in, length)) {
      opened(() -> {
        renewing = false;
        renewed();
      });
    }
    return true;
  }

  @Override
  protected final void takeGreeting(ByteBuffer in, int length) throws Malformed {
    Frames.Type type = Frames.type(in);
    if (step == Step.Hello && type == Frames.Type.Acknowledge) {
      channel.acknowledged(in, length);
      step = Step.Open;
      keyed(protection, channel::open, this::send);
    } else if (step == Step.Open && type == Frames.Type.Open) {
      if (channel.add(in, length)) opened(this::agree);
    } else if (type == Frames.Type.Message && step.compareTo(Step.Open) > 0) {
      if (channel.add(in, length)) agree(channel.take(type));
    } else {
      throw new Malformed(type + " as the answer to " + step);
    }
  }

  private interface Opened {
    void go() throws Malformed;
  }

  private void opened(Opened then) throws Malformed {
    keyed(protection, () -> channel.take(Frames.Type.Open), answer -> {
      switch (answer) {
        case OpenSecureChannelResponse response -> {
          renewFrom = now() + channel.install(response);
          then.go();
        }
        case ServiceFault fault -> reject(new Rejected(Codes.name(Codes.of(fault))));
        default -> throw unexpected(answer);
      }
    });
  }

  /** The channel is open: ask what there is, take the old session up, or make a new one. */
  private void agree() throws Malformed {
    if (offer == null) {
      step = Step.Endpoints;
      request(Agreement.endpoints(endpoint));
      return;
    }
    shookHands();
    resuming = session != null;
    if (session != null) activate(session, offer);
    else create();
  }

  private void agree(UaMessageType answer) throws Malformed {
    try {
      switch (answer) {
        case GetEndpointsResponse offered when step == Step.Endpoints -> {
          offer = Agreement.offer(offered.getEndpoints(), endpoint);
          if (isProtected()) again();
          else agree();
        }
        case CreateSessionResponse created when step == Step.Create && offer != null -> {
          Session made = Agreement.created(created, protection, nonce);
          session = made;
          activate(made, offer);
        }
        case ActivateSessionResponse active when step == Step.Activate && session != null -> {
          session = session.next(active.getServerNonce());
          greeted();
        }
        case ServiceFault _ when step == Step.Activate && resuming -> {
          session = null;  // the server has forgotten it, or is another one by now
          create();
        }
        case ServiceFault fault -> throw new Rejected(Codes.name(Codes.of(fault)));
        default -> throw unexpected(answer);
      }
    } catch (Rejected e) {
      reject(e);
    }
  }

  /** By another connection: a channel cannot be protected later. */
  private void again() throws Malformed {
    send(channel.closing(new CloseSecureChannelRequest(Channel.header(NodeId.NULL_VALUE))));
    greetAnew();
  }

  private void create() throws Malformed {
    resuming = false;
    step = Step.Create;
    nonce = Channel.nonce();
    try {
      request(Agreement.create(endpoint, protection, nonce));
    } catch (Rejected e) {
      reject(e);
    }
  }

  private void activate(Session mine, Offer known) throws Malformed {
    step = Step.Activate;
    Protection by = protection;
    Credentials as = credentials;
    Callable<UaRequestMessageType> login = () -> Agreement.activate(mine, known, by, as);
    if (by.isNone() && as == Credentials.NONE) done(login, this::request);
    else offLoop(login, this::request);
  }

  @Override
  protected final void farewell() {
    Session mine = session;
    session = null;
    if (mine == null || renewing) return;  // in the midst of new keys nothing else may be sent; the server forgets it by its timeout
    try {
      out().put(channel.request(new CloseSessionRequest(Channel.header(mine.token()), true)))
          .put(channel.closing(new CloseSecureChannelRequest(Channel.header(mine.token()))));
      sendLast();
    } catch (Malformed e) {
      // then the server forgets it by its timeout, too
    }
  }

  /** A session that was made and not let in is of no use; nor may the offer be, the server could have another certificate by now. */
  @Override
  final void reject(Rejected e) {
    offer = null;
    if (!resuming) session = null;
    end(e.outcome(elapsed()));
  }

  private void send(byte[] message) throws Malformed {
    if (message.length > Loop.LARGEST_REQUEST) throw new Malformed("a request of " + message.length + " bytes is more than the server takes");
    out().put(message);
    sendOut();
  }

  static Malformed unexpected(UaMessageType answer) {
    return new Malformed(answer.getClass().getSimpleName() + ", which nobody asked for");
  }
}
