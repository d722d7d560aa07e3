package io.plcfleet.operator.links;

import io.plcfleet.api.v1alpha1.Connection;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.Heartbeat;
import io.plcfleet.api.v1alpha1.LinkSettings;
import io.plcfleet.api.v1alpha1.Polling;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.OwnPolling;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lays settings over each other, each field by itself. */
public final class Layers {
  private static final MonitorConfig.Adaptive ADAPTIVE = new MonitorConfig.Adaptive(500, 5_000);

  private Layers() {}

  /** @param layers the strongest first */
  static MonitorConfig.LinkSettings over(MonitorConfig.LinkSettings base, List<LinkSettings> layers) {
    return new MonitorConfig.LinkSettings(polling(base.polling(), parts(layers, LinkSettings::polling)),
        heartbeat(base.heartbeat(), parts(layers, LinkSettings::heartbeat)),
        connection(base.connection(), parts(layers, LinkSettings::connection)));
  }

  /** What a Plc says of polling by itself; what it leaves out is left out here too. */
  public static OwnPolling own(Polling polling) {
    return new OwnPolling(polling.interval() == null ? null : millis(polling.interval()), polling.timeout() == null ? null : millis(polling.timeout()));
  }

  private static MonitorConfig.Polling polling(MonitorConfig.Polling base, List<Polling> layers) {
    return new MonitorConfig.Polling(millis(layers, Polling::interval, base.intervalMillis()), millis(layers, Polling::timeout, base.timeoutMillis()));
  }

  private static MonitorConfig.Heartbeat heartbeat(MonitorConfig.Heartbeat base, List<Heartbeat> layers) {
    return new MonitorConfig.Heartbeat(
        millis(layers, Heartbeat::interval, base.intervalMillis()),
        millis(layers, Heartbeat::timeout, base.timeoutMillis()),
        first(layers, Heartbeat::maxMisses, base.maxMisses()),
        adaptive(parts(layers, Heartbeat::adaptive)));
  }

  /** A lower bound from one layer gives way to a lower upper bound from another. */
  private static MonitorConfig.@Nullable Adaptive adaptive(List<Heartbeat.Adaptive> layers) {
    if (layers.isEmpty() || !first(layers, Heartbeat.Adaptive::enabled, true)) return null;
    long max = millis(layers, Heartbeat.Adaptive::max, ADAPTIVE.maxMillis());
    return new MonitorConfig.Adaptive(Math.min(max, millis(layers, Heartbeat.Adaptive::min, ADAPTIVE.minMillis())), max);
  }

  private static MonitorConfig.Connection connection(MonitorConfig.Connection base, List<Connection> layers) {
    return new MonitorConfig.Connection(
        keepAlive(base.keepAlive(), parts(layers, Connection::keepAlive)),
        backoff(base.backoff(), parts(layers, Connection::backoff)),
        first(layers, Connection::maxSessions, base.maxSessions()),
        first(layers, Connection::maxTagsPerRequest, base.maxTagsPerRequest()));
  }

  private static MonitorConfig.KeepAlive keepAlive(MonitorConfig.KeepAlive base, List<Connection.KeepAlive> layers) {
    return new MonitorConfig.KeepAlive(
        seconds(layers, Connection.KeepAlive::idle, base.idleSeconds()),
        seconds(layers, Connection.KeepAlive::interval, base.intervalSeconds()),
        first(layers, Connection.KeepAlive::count, base.count()));
  }

  /** Here too the upper bound holds: a first wait is never longer than the longest. */
  private static MonitorConfig.Backoff backoff(MonitorConfig.Backoff base, List<Connection.Backoff> layers) {
    long max = millis(layers, Connection.Backoff::max, base.maxMillis());
    return new MonitorConfig.Backoff(
        Math.min(max, millis(layers, Connection.Backoff::initial, base.initialMillis())),
        Double.parseDouble(first(layers, Connection.Backoff::factor, String.valueOf(base.factor()))), max);
  }

  /** What the layers say of one part; those that say nothing are left out. */
  private static <L, P> List<P> parts(List<L> layers, Function<L, @Nullable P> part) {
    return layers.stream().map(part).filter(Objects::nonNull).toList();
  }

  private static <L, V> V first(List<L> layers, Function<L, @Nullable V> field, V otherwise) {
    List<V> said = parts(layers, field);
    return said.isEmpty() ? otherwise : said.getFirst();
  }

  private static <L> long millis(List<L> layers, Function<L, @Nullable String> field, long otherwise) {
    List<String> said = parts(layers, field);
    return said.isEmpty() ? otherwise : millis(said.getFirst());
  }

  private static <L> int seconds(List<L> layers, Function<L, @Nullable String> field, int otherwise) {
    return Math.toIntExact(millis(layers, field, otherwise * 1000L) / 1000);
  }

  private static long millis(String duration) {
    return DurationText.parse(duration).toMillis();
  }
}
