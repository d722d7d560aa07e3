package io.plcfleet.monitor.link;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP keep-alive of a connection: the system's own probes, which find a dead path while nothing is read, and keep it known to firewalls
 * that forget connections at rest.
 *
 * @param idleSeconds without traffic until the first probe, 1 to 32767
 * @param intervalSeconds between unanswered probes, 1 to 32767
 * @param count of unanswered probes after which the connection is reset, 1 to 127
 */
public record KeepAlive(int idleSeconds, int intervalSeconds, int count) {
  public static final KeepAlive STANDARD = new KeepAlive(60, 10, 6);

  /** What Linux takes: tcp(7), and MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL, MAX_TCP_KEEPCNT of its source. */
  private static final int LONGEST = 32767;
  private static final int MOST = 127;

  public KeepAlive {
    inRange("idle seconds", idleSeconds, LONGEST);
    inRange("interval seconds", intervalSeconds, LONGEST);
    inRange("count", count, MOST);
  }

  /** Sets it on a connection that is open, or yet to be. A system without these options keeps its own times. */
  void set(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) return;
    channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, intervalSeconds);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, count);
  }

  private static void inRange(String what, int value, int most) {
    if (value < 1 || value > most) throw new IllegalArgumentException("keep-alive " + what + ": " + value + " is not within 1 to " + most);
  }
}
