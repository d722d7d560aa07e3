package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.link.Timer;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.Grade;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All PLCs of this monitor, in sections by loop. A new configuration changes only what differs: connections of unchanged PLCs stay open,
 * also when they go from a busy loop to another. Any thread may call. The books are kept on the first loop, and one thing is done after
 * the other: what reads a PLC is in one section at any time, never in two.
 */
public final class Shard {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  /** How often to see whether a connection that is to change its loop rests, and how many times: longer than any timeout. */
  private static final long SOON = Duration.ofMillis(20).toNanos();
  private static final int TRIES = 500;

  private final Loops loops;
  private final EventLoop home;
  private final InstantSource clock;
  private final Recordings recordings;
  private final long window;
  private final Backoff backoff = new Backoff(new Random());
  private final ConnectGate gate = new ConnectGate();
  private final Traffic traffic = new Traffic();
  private final List<Section> sections = new ArrayList<>();
  private final Map<String, Section> places = new HashMap<>();  // by connection
  private CompletableFuture<Void> newest = CompletableFuture.allOf();
  private Prepared current = Prepared.of(Assignments.NONE);
  private final Timer balance = new Timer() {
    @Override protected void fire(long now) {
      home.set(this, now + window);
      Loops.Relief relief = loops.look(now);
      if (relief != null) relieve(relief);
    }
  };

  /**
   * What {@link #fill} or {@link #view} has done.
   *
   * @param items that were walked through: another list, another configuration
   * @param isLast no PLC follows
   */
  public record Slice(Assignments assignments, Object items, int filled, boolean isLast) {
    public boolean isOf(Slice other) {
      return items == other.items;
    }
  }

  /** What is done with the PLC at a place of a slice, on its loop. */
  private interface Look {
    void at(int place, PlcPoll poll, long now);
  }

  /** @param clock the time of day; everything that lasts is measured by the loops' own */
  public Shard(Loops loops, InstantSource clock, Recordings recordings) {
    this(loops, clock, recordings, Loops.WINDOW);
  }

  /** @param window nanoseconds between two looks at how busy the loops are */
  Shard(Loops loops, InstantSource clock, Recordings recordings, long window) {
    this.loops = loops;
    this.home = loops.first();
    this.clock = clock;
    this.recordings = recordings;
    this.window = window;
    sections.add(new Section(home, gate, backoff, traffic, recordings, clock));
    home.execute(() -> home.set(balance, home.now()));
  }

  /** First what ends, then what begins: an endpoint may go from one PLC to another. */
  public void apply(Prepared next) {
    home.run(() -> inTurn(() -> exchange(next)));
  }

  /**
   * Samples of as many PLCs as there are rows, from one of them on. A shard of thousands is walked through in several turns of the loops,
   * so that reads do not wait; {@link Slice#isOf} tells whether it is still the same one.
   */
  public CompletableFuture<Slice> fill(int from, PlcSamples[] rows) {
    return slice(from, rows.length, (place, poll, now) -> poll.fill(rows[place], now), (place, item) -> fill(item, rows[place]));
  }

  /** The same for the report: at most so many PLCs from one of them on, into a list. */
  public CompletableFuture<Slice> view(int from, int most, List<PlcView> views) {
    ConcurrentSkipListMap<Integer, PlcView> seen = new ConcurrentSkipListMap<>();
    return slice(from, most, (place, poll, now) -> seen.put(place, poll.view(now)), (place, item) -> {
      if (item.unread() != null) seen.put(place, item.unread());
    }).thenApply(slice -> {
      views.addAll(seen.values());
      return slice;
    });
  }

  /** What all connections have done together. */
  public CompletableFuture<Traffic.View> traffic() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    return tell(() -> everywhere(section -> {
      open.addAndGet(section.open());
      all.addAndGet(section.connections());
    }), () -> traffic.view(open.get(), all.get() - open.get()));
  }

  /** How many connections are read on a loop. */
  CompletableFuture<Integer> placesOn(EventLoop loop) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    home.execute(() -> answer.complete((int) places.values().stream().filter(section -> section.loop() == loop).count()));
    return answer;
  }

  /** As one that is not read: whoever reads it begins the row anew. So none keeps the samples of another PLC. */
  private static void fill(Prepared.Item item, PlcSamples row) {
    boolean released = item.unread() != null && item.unread().state() == MonitorReport.State.Released;
    row.begin(item.plc(), released ? MonitorReport.State.Released : MonitorReport.State.Refused);
    row.set(Metric.PLC_GRADE, Grade.Unknown.number());
  }

  private CompletableFuture<Slice> slice(int from, int most, Look look, BiConsumer<Integer, Prepared.Item> before) {
    AtomicReference<Slice> done = new AtomicReference<>();
    return tell(() -> {
      List<Prepared.Item> items = current.items();
      int count = Math.clamp(items.size() - from, 0, most);
      List<Prepared.Item> some = items.subList(Math.min(from, items.size()), Math.min(from, items.size()) + count);
      done.set(new Slice(current.assignments(), items, count, from + count >= items.size()));
      for (int i = 0; i < count; i++) before.accept(i, some.get(i));
      return everywhere(section -> look(section, some, look));
    }, done::get);
  }

  /** On the section's loop: those of the PLCs that are read there. */
  private static void look(Section section, List<Prepared.Item> some, Look look) {
    long now = section.loop().now();
    for (int i = 0; i < some.size(); i++) {
      PlcPoll poll = section.poll(some.get(i).plc().entry().uid());
      if (poll != null) look.at(i, poll, now);
    }
  }

  /** For another thread: what comes of a step. */
  private <T> CompletableFuture<T> tell(Supplier<CompletableFuture<Void>> step, Supplier<T> result) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    home.run(() -> inTurn(() -> step.get().whenComplete((_, e) -> {
      if (e == null) answer.complete(result.get());
      else answer.completeExceptionally(e);
    })));
    return answer;
  }

  private CompletableFuture<Void> exchange(Prepared next) {
    Map<String, Prepared.Item> wanted = new HashMap<>();
    for (Prepared.Item item : next.items()) wanted.put(item.plc().entry().uid(), item);
    return everywhere(section -> section.end(wanted)).thenCompose(_ -> {
      Map<Section, List<Prepared.Item>> shares = shares(next);
      current = next;
      return everywhere(section -> {
        for (Prepared.Item item : shares.getOrDefault(section, List.of())) {
          if (item.tags() != null) section.read(item.plc(), item.tags());
        }
      });
    });
  }

  /** Connections stay where they are; a new one goes where there are the fewest. */
  private Map<Section, List<Prepared.Item>> shares(Prepared next) {
    Map<Section, List<Prepared.Item>> shares = new HashMap<>();
    Map<String, Section> before = new HashMap<>(places);
    places.clear();
    List<Prepared.Item> read = next.items().stream().filter(item -> item.tags() != null).toList();
    Map<Section, Integer> load = new HashMap<>();
    for (Prepared.Item item : read) {
      Section place = before.get(item.plc().endpoint().connection());
      if (place != null && places.put(item.plc().endpoint().connection(), place) == null) load.merge(place, 1, Integer::sum);
    }
    for (Prepared.Item item : read) {
      Section place = places.computeIfAbsent(item.plc().endpoint().connection(), _ -> {
        Section emptiest = sections.getFirst();
        for (Section section : sections) {
          if (load.getOrDefault(section, 0) < load.getOrDefault(emptiest, 0)) emptiest = section;
        }
        load.merge(emptiest, 1, Integer::sum);
        return emptiest;
      });
      shares.computeIfAbsent(place, _ -> new ArrayList<>()).add(item);
    }
    return shares;
  }

  private void relieve(Loops.Relief relief) {
    Section from = section(relief.from());
    Section to = section(relief.to());
    LOG.info("{} of {} connections go from a busy loop to another", Math.round(relief.part() * 100) + " %", places.values().stream().filter(from::equals).count());
    inTurn(() -> ask(from, section -> section.sendOff(relief.part())));
    goOver(from, to, TRIES);
  }

  private void goOver(Section from, Section to, int tries) {
    inTurn(() -> {
      CompletableFuture<Section.Left> left = new CompletableFuture<>();
      from.loop().execute(() -> from.depart(to, gone -> home.execute(() -> left.complete(gone))));
      return left.thenAccept(gone -> {
        for (String connection : gone.connections()) places.put(connection, to);
        if (gone.more() && tries == 0) from.loop().execute(from::stay);
        if (gone.more() && tries > 0) home.set(later(from, to, tries - 1), home.now() + SOON);
      });
    });
  }

  private Timer later(Section from, Section to, int tries) {
    return new Timer() {
      @Override protected void fire(long now) {
        goOver(from, to, tries);
      }
    };
  }

  private Section section(EventLoop loop) {
    for (Section section : sections) {
      if (section.loop() == loop) return section;
    }
    Section fresh = new Section(loop, gate, backoff, traffic, recordings, clock);
    sections.add(fresh);
    return fresh;
  }

  /** Begins when what was begun before has ended. On the first loop, as is what follows it. */
  private void inTurn(Supplier<CompletableFuture<Void>> step) {
    newest = newest.exceptionally(e -> {
      LOG.error("A mistake of ours among the PLCs; the others go on", e);
      return null;
    }).thenCompose(_ -> step.get());
  }

  private CompletableFuture<Void> everywhere(Consumer<Section> act) {
    return CompletableFuture.allOf(sections.stream().map(section -> ask(section, act)).toArray(CompletableFuture<?>[]::new));
  }

  /** On the section's own loop, and back. */
  private CompletableFuture<Void> ask(Section section, Consumer<Section> act) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    section.loop().run(() -> {
      try {
        act.accept(section);
        home.run(() -> done.complete(null));
      } catch (RuntimeException e) {
        home.run(() -> done.completeExceptionally(e));
      }
    });
    return done;
  }
}
