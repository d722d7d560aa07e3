package io.plcfleet.monitor.link;

import io.plcfleet.scoring.ErrorClass;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to connect or to read. */
public sealed interface Outcome {
  /** In words, with the evidence. */
  String sentence();

  /**
   * The device answered.
   *
   * @param readings in the order of the tags
   * @param ackNanos from the last byte of the first request to its complete answer: always the same request, so that times compare
   * @param readNanos from there to the complete answer to the last request
   */
  record Ok(Readings readings, long ackNanos, long readNanos) implements Outcome {
    @Override
    public String sentence() {
      return "answered after " + millis(readNanos);
    }

    /** What all tags were refused for; absent when one of them was answered, or they differ. The device answered all the same. */
    public @Nullable TagStatus refusal() {
      TagStatus first = readings.isEmpty() ? TagStatus.Ok : readings.status(0);
      if (first == TagStatus.Ok) return null;
      for (int i = 1; i < readings.size(); i++) {
        if (readings.status(i) != first) return null;
      }
      return first;
    }
  }

  /**
   * The device answered an {@link Inquiry}.
   *
   * @param refused the device answered that it does not tell: the fact is Unknown, and {@link Link#canAsk} says no for a while
   */
  record Told(DeviceFact fact, boolean refused, long afterNanos) implements Outcome {
    @Override
    public String sentence() {
      return (refused ? "does not tell, answered after " : "told after ") + millis(afterNanos);
    }
  }

  /**
   * No answer. Except for a single unit behind a gateway (RequestTimeout, TargetUnreachable) the connection is closed
   * afterwards.
   */
  sealed interface Failure extends Outcome {
    /** Since the attempt began, for a read of several requests since the last of them; for a connection that ends while idle since its last request. */
    long afterNanos();

    /** Whether it says nothing of the PLC: the PLC was not asked, for a reason that is our own. */
    default boolean isOurs() {
      return this instanceof ConfigError || this instanceof LocalFailure;
    }

    default ErrorClass errorClass() {
      return switch (this) {
        case DnsFailure _ -> ErrorClass.DnsFailure;
        case Refused _ -> ErrorClass.Refused;
        case ConnectTimeout _ -> ErrorClass.ConnectTimeout;
        case Unroutable _ -> ErrorClass.Unroutable;
        case HandshakeTimeout _ -> ErrorClass.HandshakeTimeout;
        case HandshakeRejected _ -> ErrorClass.HandshakeRejected;
        case ConnectionReset _ -> ErrorClass.ConnectionReset;
        case ClosedByPeer _ -> ErrorClass.ClosedByPeer;
        case RequestTimeout _ -> ErrorClass.RequestTimeout;
        case TargetUnreachable _ -> ErrorClass.TargetUnreachable;
        case ProtocolError _ -> ErrorClass.ProtocolError;
        case ConfigError _ -> ErrorClass.ConfigError;
        case AddressForbidden _ -> ErrorClass.AddressForbidden;
        case LocalFailure _ -> ErrorClass.LocalFailure;
      };
    }
  }

  /** The name server does not know the host, or does not answer. */
  record DnsFailure(String host, String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "no address for " + host + " after " + millis(afterNanos) + ": " + detail;
    }
  }

  record Refused(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "connection refused after " + millis(afterNanos);
    }
  }

  record ConnectTimeout(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "nobody answers at the address: no connection within " + millis(afterNanos);
    }
  }

  /** No route to the host, network unreachable, and what else a router or the network says. */
  record Unroutable(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "no way to the address, says the system after " + millis(afterNanos) + ": " + detail;
    }
  }

  /** TCP is up, the protocol's greeting stays unanswered: wrong protocol, full connection table, hung CPU. */
  record HandshakeTimeout(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "connected, but the protocol's greeting stayed unanswered for " + millis(afterNanos);
    }
  }

  /** The device answers the greeting with a refusal: wrong rack or slot, no free connection. */
  record HandshakeRejected(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "greeting refused after " + millis(afterNanos) + ": " + detail;
    }
  }

  record ConnectionReset(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "connection reset after " + millis(afterNanos);
    }
  }

  record ClosedByPeer(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "connection closed by the other side after " + millis(afterNanos);
    }
  }

  /** @param strayBytes how much of an answer came: a part of it, or nothing */
  record RequestTimeout(int strayBytes, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      String what = strayBytes == 0 ? "no answer" : "only " + strayBytes + " bytes of an answer";
      return what + " within " + millis(afterNanos);
    }
  }

  /** The gateway answers that the unit behind it does not: Modbus exceptions 0x0A and 0x0B for all tags, an AMS router that has lost the runtime. */
  record TargetUnreachable(long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "the gateway says after " + millis(afterNanos) + " that it cannot reach the unit behind it";
    }
  }

  /** Bytes came that are not an answer to the question. */
  record ProtocolError(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "not an answer to the question, after " + millis(afterNanos) + ": " + detail;
    }
  }

  /**
   * What is declared, or given to log in with, cannot be used.
   *
   * @param detail field or file, and the way out; never a secret
   */
  record ConfigError(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "not asked: " + detail;
    }
  }

  /**
   * There are addresses, but none that may be connected to. Not ours: the PLC cannot be reached where it is declared, now and by everything
   * else that keeps to these limits, and who is in charge of it must hear of that.
   *
   * @param detail address, limit and way out
   */
  record AddressForbidden(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "not asked: " + detail;
    }
  }

  /** Our own process or host cannot: no files, ports or memory are left, no way leads out of the host. */
  record LocalFailure(String detail, long afterNanos) implements Failure {
    @Override
    public String sentence() {
      return "not asked, the monitor's own system refuses: " + detail;
    }
  }

  /** What the system says to a connect, a read or a write, or what is wrong with the bytes that came. */
  static Failure of(Exception e, long afterNanos) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof Malformed) return new ProtocolError(message, afterNanos);
    if (e instanceof NotSent || NotSent.LIMITS.stream().anyMatch(message::startsWith)) return new LocalFailure(message, afterNanos);
    if (e instanceof ConnectException && message.startsWith("Connection refused")) return new Refused(afterNanos);
    if (message.startsWith("Connection reset") || message.startsWith("Broken pipe")) return new ConnectionReset(afterNanos);
    return new Unroutable(message, afterNanos);
  }

  private static String millis(long nanos) {
    double millis = nanos / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
