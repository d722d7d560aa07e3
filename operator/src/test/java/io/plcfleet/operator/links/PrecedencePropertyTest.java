package io.plcfleet.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.Connection;
import io.plcfleet.api.v1alpha1.Heartbeat;
import io.plcfleet.api.v1alpha1.LinkSettings;
import io.plcfleet.api.v1alpha1.Polling;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever layers say and leave out: each field is what the first layer that says it says, else what is built in. */
class PrecedencePropertyTest {
  private static final MonitorConfig.LinkSettings BASE = BuiltIn.of(new Endpoint.S7("a", 102, 0, 1, Endpoint.S7.ConnectionType.OP));

  /** A field by its two names. Values of all layers are whole seconds or plain numbers. */
  private record Field(String name, Function<LinkSettings, @Nullable Object> said, Function<MonitorConfig.LinkSettings, Number> effective) {}

  private static final List<Field> FIELDS = List.of(
      new Field("polling.interval", s -> s.polling() == null ? null : s.polling().interval(), l -> l.polling().intervalMillis()),
      new Field("polling.timeout", s -> s.polling() == null ? null : s.polling().timeout(), l -> l.polling().timeoutMillis()),
      new Field("heartbeat.interval", s -> s.heartbeat() == null ? null : s.heartbeat().interval(), l -> l.heartbeat().intervalMillis()),
      new Field("heartbeat.timeout", s -> s.heartbeat() == null ? null : s.heartbeat().timeout(), l -> l.heartbeat().timeoutMillis()),
      new Field("heartbeat.maxMisses", s -> s.heartbeat() == null ? null : s.heartbeat().maxMisses(), l -> l.heartbeat().maxMisses()),
      new Field("keepAlive.idle", s -> in(keepAlive(s), Connection.KeepAlive::idle), l -> l.connection().keepAlive().idleSeconds() * 1000L),
      new Field("keepAlive.count", s -> in(keepAlive(s), Connection.KeepAlive::count), l -> l.connection().keepAlive().count()),
      new Field("backoff.max", s -> in(backoff(s), Connection.Backoff::max), l -> l.connection().backoff().maxMillis()),
      new Field("maxSessions", s -> s.connection() == null ? null : s.connection().maxSessions(), l -> l.connection().maxSessions()));

  @Property(tries = 300)
  void eachFieldComesFromTheStrongestLayerThatSaysIt(@ForAll("layers") List<LinkSettings> layers) {
    MonitorConfig.LinkSettings effective = Layers.over(BASE, layers);
    for (Field field : FIELDS) {
      Object said = layers.stream().map(field.said).filter(Objects::nonNull).findFirst().orElse(null);
      Number expected = said == null ? field.effective.apply(BASE) : said instanceof Number n ? n : Long.valueOf(said.toString().replace("s", "000"));
      assertThat(field.effective.apply(effective).longValue()).as(field.name).isEqualTo(expected.longValue());
    }
    assertThat(effective.connection().backoff().initialMillis()).isLessThanOrEqualTo(effective.connection().backoff().maxMillis());
  }

  @Property(tries = 100)
  void aWeakerLayerThatSaysNothingNewChangesNothing(@ForAll("layers") List<LinkSettings> layers) {
    List<LinkSettings> twice = Stream.concat(layers.stream(), layers.stream()).toList();
    assertThat(Layers.over(BASE, twice)).isEqualTo(Layers.over(BASE, layers));
  }

  @Provide
  Arbitrary<List<LinkSettings>> layers() {
    Arbitrary<String> seconds = Arbitraries.integers().between(1, 60).map(n -> n + "s").injectNull(0.5);
    Arbitrary<Integer> number = Arbitraries.integers().between(1, 10).injectNull(0.5);
    Arbitrary<Polling> polling = Combinators.combine(seconds, seconds).as(Polling::new).injectNull(0.3);
    Arbitrary<Heartbeat> heartbeat = Combinators.combine(seconds, seconds, number).as((i, t, n) -> new Heartbeat(i, t, n, null)).injectNull(0.3);
    Arbitrary<Connection.KeepAlive> keepAlive = Combinators.combine(seconds, seconds, number).as(Connection.KeepAlive::new).injectNull(0.3);
    Arbitrary<Connection.Backoff> backoff = Combinators.combine(seconds, seconds).as((i, m) -> new Connection.Backoff(i, null, m)).injectNull(0.3);
    Arbitrary<Connection> connection = Combinators.combine(keepAlive, backoff, number).as((k, b, n) -> new Connection(k, b, n, null)).injectNull(0.3);
    return Combinators.combine(polling, heartbeat, connection).as(LinkSettings::new).list().ofMaxSize(4);
  }

  private static <P> @Nullable Object in(@Nullable P part, Function<P, @Nullable Object> field) {
    return part == null ? null : field.apply(part);
  }

  private static Connection.@Nullable KeepAlive keepAlive(LinkSettings settings) {
    return settings.connection() == null ? null : settings.connection().keepAlive();
  }

  private static Connection.@Nullable Backoff backoff(LinkSettings settings) {
    return settings.connection() == null ? null : settings.connection().backoff();
  }
}
