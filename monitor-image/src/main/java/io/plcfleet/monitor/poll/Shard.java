package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.link.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
  private final Clock clock;
  private final long window;
  private final Backoff backoff = new Backoff(new Random());
  private final ConnectGate gate = new ConnectGate();
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

  /** What the shard does at one time. Never changes, so any thread may read it. */
  public record View(Assignments assignments, List<PlcView> plcs) {}

  /** @param clock the time of day; everything that lasts is measured by the loops' own */
  public Shard(Loops loops, Clock clock) {
    this(loops, clock, Loops.WINDOW);
  }

  /** @param window nanoseconds between two looks at how busy the loops are */
  Shard(Loops loops, Clock clock, long window) {
    this.loops = loops;
    this.home = loops.first();
    this.clock = clock;
    this.window = window;
    sections.add(new Section(home, gate, backoff, clock));
    home.execute(() -> home.set(balance, home.now()));
  }

  /** First what ends, then what begins: an endpoint may go from one PLC to another. */
  public void apply(Prepared next) {
    home.execute(() -> inTurn(() -> exchange(next)));
  }

  public CompletableFuture<View> view() {
    CompletableFuture<View> answer = new CompletableFuture<>();
    home.execute(() -> inTurn(() -> {
      List<Map<String, PlcView>> views = new ArrayList<>();
      return everywhere(section -> {
        Map<String, PlcView> here = section.views();
        home.execute(() -> views.add(here));
      }).thenRun(() -> answer.complete(view(views)));
    }));
    return answer;
  }

  /** How many connections are read on a loop. */
  CompletableFuture<Integer> placesOn(EventLoop loop) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    home.execute(() -> answer.complete((int) places.values().stream().filter(section -> section.loop() == loop).count()));
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

  private View view(List<Map<String, PlcView>> bySection) {
    List<PlcView> views = new ArrayList<>(current.items().size());
    for (Prepared.Item item : current.items()) {
      String uid = item.plc().entry().uid();
      PlcView view = item.unread();
      for (Map<String, PlcView> section : bySection) view = section.getOrDefault(uid, view);
      if (view != null) views.add(view);
    }
    return new View(current.assignments(), views);
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
    Section fresh = new Section(loop, gate, backoff, clock);
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
    section.loop().execute(() -> {
      try {
        act.accept(section);
        home.execute(() -> done.complete(null));
      } catch (RuntimeException e) {
        home.execute(() -> done.completeExceptionally(e));
      }
    });
    return done;
  }
}
