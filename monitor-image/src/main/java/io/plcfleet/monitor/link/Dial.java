package io.plcfleet.monitor.link;

import io.plcfleet.monitor.link.Resolver.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the address to connect to, for one attempt after the other. */
final class Dial {
  private final Seat loop;
  private final String host;
  private final int port;
  private int attempts;
  private boolean asking;
  private @Nullable InetSocketAddress last;

  Dial(Seat loop, String host, int port) {
    this.loop = loop;
    this.host = host;
    this.port = port;
  }

  /** Each attempt takes the next of a host's addresses: one of them may be dead. One of the three is told, unless {@link #giveUp} comes first. */
  void ask(Consumer<InetSocketAddress> found, Consumer<String> failed, Consumer<String> forbidden) {
    int attempt = ++attempts;
    asking = true;
    loop.loop().resolver.resolve(host, answer -> loop.execute(() -> {
      boolean givenUp = attempt != attempts || !asking;
      asking &= givenUp;
      switch (answer) {
        case Answer _ when givenUp -> loop.loop().resolver.keep(host, answer);
        case Answer.Found(List<InetAddress> addresses) -> {
          last = new InetSocketAddress(addresses.get((attempt - 1) % addresses.size()), port);
          found.accept(last);
        }
        case Answer.Failed(String why) -> failed.accept(why);
        case Answer.Forbidden(String why) -> forbidden.accept(isAddress() ? why : host + ": " + why);
      }
    }));
  }

  /** The address of the newest attempt once more. */
  void again(Consumer<InetSocketAddress> found) {
    InetSocketAddress same = last;
    if (same == null) throw new IllegalStateException("no attempt was made");
    found.accept(same);
  }

  void giveUp() {
    asking = false;
  }

  String host() {
    return host;
  }

  /** Whether the host is an address already, so that nobody is asked. */
  boolean isAddress() {
    return Resolver.isAddress(host);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
