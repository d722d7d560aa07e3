package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.fleet.VirtualPlant.Declared;
import io.plcfleet.operator.fleet.VirtualPlant.Wish;
import io.plcfleet.operator.shard.ShardKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever is edited, asked for, killed or delayed at a plant, over all rollouts of its fleets: {@link Ledger} holds after every write, and when all
 * is well again every Plc is read once, by what is stable.
 */
class PlantModelTest {
  private static final int PLCS = 6;

  /** Something that happens, and what it is called. */
  record Event(String words, Consumer<VirtualPlant> happens) {
    @Override
    public String toString() {
      return words;
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void oneReaderTwoRevisionsAndNothingUntriedIsStable(@ForAll("policies") String policy, @ForAll("events") List<Event> events) {
    VirtualPlant plant = new VirtualPlant(policy);
    for (int i = 1; i <= PLCS; i++) plant.declare("p" + i, new Declared(VirtualPlant.FLEETS.get(i % 3 == 0 ? 1 : 0), "h" + i, true));
    settle(plant);
    events.forEach(event -> event.happens.accept(plant));
    makeWell(plant);
    for (int i = 0; i < 8; i++) settle(plant);
    everyPlcIsReadOnceByWhatIsStable(plant);
    for (String what : List.of("Begin", "Retry", "Adopted", "Succeeded", "RolledBack", "Superseded")) {
      Statistics.label(what).collect(plant.ledger.met.containsKey(what)).coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }
  }

  private static void everyPlcIsReadOnceByWhatIsStable(VirtualPlant plant) {
    for (String fleet : VirtualPlant.FLEETS) {
      if (!plant.all(fleet).isEmpty()) assertThat(Courses.isOver(plant.all(fleet).getLast())).as(() -> "the newest rollout of " + fleet + " is over\n" + plant).isTrue();
      assertThat(plant.recordsOf(fleet).stream().flatMap(r -> r.entries().stream()).toList()).as(plant::toString)
          .allMatch(e -> e.state() == State.Read && e.revision().equals(plant.stable.get(fleet)));
    }
    assertThat(plant.pods.values().stream().mapToInt(pod -> pod.reads().size()).sum()).as(plant::toString)
        .isEqualTo((int) plant.plcs.values().stream().map(Declared::host).distinct().count());
  }

  /** Time enough for a rollout, with everything at work. */
  private static void settle(VirtualPlant plant) {
    for (int i = 0; i < 12; i++) {
      VirtualPlant.FLEETS.forEach(plant::look);
      plant.pods();
      List.copyOf(plant.pods.keySet()).forEach(key -> {
        if (Objects.requireNonNull(plant.pods.get(key)).ends) plant.end(key);
        else plant.mount(key);
      });
      plant.pods.values().forEach(pod -> pod.heard = true);
      plant.passes(Duration.ofSeconds(50));
    }
  }

  private static void makeWell(VirtualPlant plant) {
    plant.pods.values().forEach(pod -> pod.silent = false);
    List.copyOf(plant.plcs.keySet()).forEach(name -> {
      Declared declared = Objects.requireNonNull(plant.plcs.get(name));
      plant.declare(name, new Declared(declared.line(), "h" + name.substring(1), true));
    });
    VirtualPlant.FLEETS.forEach(fleet -> {
      Wish wish = Objects.requireNonNull(plant.wishes.get(fleet));
      plant.edit(fleet, new Wish(wish.interval(), wish.policy(), true));
      plant.ask(fleet, "resume");
      plant.ask(fleet, "promoteFull");
    });
  }

  @Provide
  Arbitrary<String> policies() {
    String steps = "steps: [{cohort: 34%, bake: 1m}, {cohort: 67%, bake: 1m}, {cohort: 100%, bake: 1m}]";
    return Arbitraries.of("analysis: {onNoData: Proceed}, " + steps, "analysis: {onNoData: Proceed}", "analysis: {onNoData: Rollback}, " + steps);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.frequencyOf(Tuple.of(8, looks()), Tuple.of(4, kubelet()), Tuple.of(4, verbs()), Tuple.of(4, edits()), Tuple.of(3, ofPlcs()), Tuple.of(3, time())).list().ofMinSize(30).ofMaxSize(70);
  }

  private static Arbitrary<Event> looks() {
    Arbitrary<Event> killed = Combinators.combine(Arbitraries.of(VirtualPlant.FLEETS), Arbitraries.integers().between(0, 4))
        .as((fleet, writes) -> new Event("a look at " + fleet + " is killed after " + writes + " writes", plant -> {
          plant.writesLeft = writes;
          plant.look(fleet);
        }));
    Arbitrary<Event> whole = Arbitraries.of(VirtualPlant.FLEETS).map(fleet -> new Event("a look at " + fleet, plant -> plant.look(fleet)));
    return Arbitraries.frequencyOf(Tuple.of(1, killed), Tuple.of(3, whole), Tuple.of(1, Arbitraries.just(new Event("all settles", PlantModelTest::settle))));
  }

  private static Arbitrary<Event> kubelet() {
    Arbitrary<ShardKey> shards = Combinators.combine(Arbitraries.of(VirtualPlant.FLEETS), Arbitraries.integers().between(0, 2)).as((fleet, i) -> new ShardKey("plant", fleet + "-" + i));
    return Combinators.combine(shards, Arbitraries.of("is mounted", "is mounted", "is heard", "falls silent", "ends")).as((shard, what) -> new Event(shard + " " + what, plant -> {
      plant.pods();
      VirtualPod pod = plant.pods.get(shard);
      if (pod == null) return;
      switch (what) {
        case "is mounted" -> plant.mount(shard);
        case "falls silent" -> pod.silent = true;
        case "ends" -> plant.end(shard);
        default -> {
          pod.silent = false;
          pod.heard = true;
        }
      }
    }));
  }

  private static Arbitrary<Event> verbs() {
    return Combinators.combine(Arbitraries.of(VirtualPlant.FLEETS), Arbitraries.of("pause", "resume", "promoteStep 1", "promoteStep 2", "promoteFull", "abort", "retry", "retry", "retry"))
        .as((fleet, verb) -> new Event(verb + " of " + fleet, plant -> plant.ask(fleet, verb)));
  }

  private static Arbitrary<Event> edits() {
    Arbitrary<Event> intervals = Combinators.combine(Arbitraries.of(VirtualPlant.FLEETS), Arbitraries.of("2s", "1s", "1000ms", "500ms"))
        .as((fleet, interval) -> new Event(fleet + " is to read every " + interval, plant -> {
          Wish wish = Objects.requireNonNull(plant.wishes.get(fleet));
          plant.edit(fleet, new Wish(interval, wish.policy(), wish.usable()));
        }));
    Arbitrary<Event> mistakes = Combinators.combine(Arbitraries.of(VirtualPlant.FLEETS), Arbitraries.of(true, false))
        .as((fleet, usable) -> new Event(fleet + (usable ? " is mended" : " names a profile that there is not"), plant -> {
          Wish wish = Objects.requireNonNull(plant.wishes.get(fleet));
          plant.edit(fleet, new Wish(wish.interval(), wish.policy(), usable));
        }));
    return Arbitraries.frequencyOf(Tuple.of(4, intervals), Tuple.of(1, mistakes));
  }

  private static Arbitrary<Event> ofPlcs() {
    return Combinators.combine(Arbitraries.integers().between(1, PLCS), Arbitraries.of("moves", "moves", "is mistaken", "is mended", "gets another host", "is deleted", "is declared"))
        .as((i, what) -> new Event("p" + i + " " + what, plant -> {
          String name = "p" + i;
          Declared was = plant.plcs.get(name);
          Declared is = was == null ? new Declared("line-a", "h" + i, true) : was;
          if (was == null && !what.equals("is declared")) return;
          plant.declare(name, switch (what) {
            case "moves" -> new Declared(is.line().equals("line-a") ? "line-b" : "line-a", is.host(), is.usable());
            case "is mistaken" -> new Declared(is.line(), is.host(), false);
            case "is mended" -> new Declared(is.line(), is.host(), true);
            case "gets another host" -> new Declared(is.line(), "h" + (i % PLCS + 1), is.usable());
            case "is deleted" -> null;
            default -> is;
          });
        }));
  }

  private static Arbitrary<Event> time() {
    return Arbitraries.of(5, 65, 125, 700).map(seconds -> new Event(seconds + "s pass", plant -> plant.passes(Duration.ofSeconds(seconds))));
  }
}
