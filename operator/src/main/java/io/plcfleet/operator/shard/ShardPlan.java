package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.Placement.Placed;
import io.plcfleet.operator.status.ConditionReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the Plcs of one fleet to shards. What is placed stays where it is; what leaves is first released, and only when its monitor has
 * said so (or has no pod any more) may anybody else get the endpoint; what shares a host and port stays in one shard.
 *
 * @param shards the fleet's shards from now on; one that is not here any more is to be deleted
 * @param placements by uid, for all wanted Plcs
 */
public record ShardPlan(List<ShardRecord> shards, Map<String, Placement> placements) {
  /** A ConfigMap holds 1 MiB; what is left serves a gateway that must stay whole. */
  static final int FULL_BYTES = 700 * 1024;
  /** Beyond this nothing grows, whatever asks for it: the API server would refuse the whole record. */
  static final int OVERFULL_BYTES = 950 * 1024;

  /**
   * What the plan is made from.
   *
   * @param keep uids that stay where they are read, and get nothing new
   * @param everywhere all shards of all fleets, this one's included
   * @param settings shared settings by revision: those that wanted entries name
   * @param strayPod a monitor's pod that no record tells about; nothing new is placed while there is one
   * @param kept what becomes of an entry that stays
   */
  public record Input(
      String namespace, String fleet, String selector, Collection<Wanted> wanted, Set<String> keep, Collection<ShardRecord> everywhere,
      Function<ShardKey, ShardLife> life, Map<String, Settings> settings, int plcsPerPod, Set<String> takenNames, @Nullable String strayPod,
      UnaryOperator<PlcEntry> kept) {}

  /** A shard being filled. */
  private static final class Draft {
    final String name;
    final String group;
    final @Nullable ShardRecord before;
    final List<PlcEntry> entries = new ArrayList<>();
    int bytes;
    /** Of the record as it is, changed step by step into what it is to be. */
    int recorded;

    Draft(String name, String group, @Nullable ShardRecord before) {
      this.name = name;
      this.group = group;
      this.before = before;
    }

    void add(PlcEntry entry) {
      entries.add(entry);
      bytes += ShardJson.size(entry);
    }
  }

  private record Claim(ShardKey shard, PlcEntry entry) {}

  public static ShardPlan of(Input in) {
    return new Planner(in).plan();
  }

  /**
   * Wanted Plcs that are read and would be released, because their device may have fewer connections than it has.
   *
   * @return their uids
   */
  public static Set<String> losingTheirConnection(Input in) {
    Map<String, PlcEntry> onRecord = onRecord(in);
    return Sessions.beyond(in.wanted(), in.keep(), onRecord).keySet().stream()
        .filter(uid -> Objects.requireNonNull(onRecord.get(uid)).state() == State.Read).collect(Collectors.toSet());
  }

  /** What the fleet's shards hold, by uid. */
  private static Map<String, PlcEntry> onRecord(Input in) {
    Map<String, PlcEntry> onRecord = new LinkedHashMap<>();
    in.everywhere().stream().filter(shard -> mine(in, shard)).flatMap(s -> s.entries().stream())
        .forEach(e -> onRecord.merge(e.uid(), e, (a, b) -> a.state() == State.Read ? a : b));
    return onRecord;
  }

  private static boolean mine(Input in, ShardRecord shard) {
    return shard.namespace().equals(in.namespace()) && shard.fleet().equals(in.fleet());
  }

  private static final class Planner {
    final Input in;
    final Map<String, Wanted> wanted = new HashMap<>();
    final Map<String, Placement> placements = new LinkedHashMap<>();
    final Map<String, Draft> drafts = new TreeMap<>();
    final Map<String, Claim> identities = new HashMap<>();
    /** By host and port: one monitor only has its connections. */
    final Map<String, Claim> addresses = new HashMap<>();
    final Sessions sessions = new Sessions();
    /** Plcs that may not go on, for their device has more connections than it may have. */
    final Map<String, NotPlaced> beyond;
    /** Where each identity is read at present. */
    final Map<String, ShardKey> readers = new HashMap<>();
    /** Endpoints whose release this plan takes note of; the next plan may give them away, when this one is stored. */
    final Set<String> freed = new HashSet<>();
    final Set<String> releasing = new HashSet<>();

    Planner(Input in) {
      this.in = in;
      in.wanted().forEach(w -> wanted.put(w.entry().uid(), w));
      for (ShardRecord shard : in.everywhere()) {
        shard.entries().stream().filter(e -> e.state() == State.Read).forEach(e -> readers.putIfAbsent(e.endpoint().identity(), shard.key()));
      }
      beyond = Sessions.beyond(in.wanted(), in.keep(), onRecord(in));
      placements.putAll(beyond);
    }

    ShardPlan plan() {
      for (ShardRecord shard : in.everywhere()) {
        if (mine(in, shard)) stay(shard);
        else shard.entries().forEach(e -> claim(shard.key(), e));
      }
      in.wanted().stream().sorted().filter(w -> !placements.containsKey(w.entry().uid()))
          .forEach(w -> placements.put(w.entry().uid(), place(w)));
      List<ShardRecord> shards = drafts.values().stream().filter(d -> !d.entries.isEmpty()).map(this::record).toList();
      return new ShardPlan(shards, placements);
    }

    /** What is read goes on being read here, changed as wanted, or is released; what was released is forgotten. */
    private void stay(ShardRecord shard) {
      Draft draft = new Draft(shard.name(), shard.group(), shard);
      drafts.put(shard.name(), draft);
      draft.recorded = shard.entries().stream().mapToInt(ShardJson::size).sum();
      ShardLife life = in.life().apply(shard.key());
      for (PlcEntry entry : shard.entries()) {
        Wanted want = wanted.get(entry.uid());
        boolean same = want != null && want.entry().endpoint().identity().equals(entry.endpoint().identity());
        boolean free = shard.key().equals(readers.getOrDefault(entry.endpoint().identity(), shard.key()));
        if (want != null && same && free && !beyond.containsKey(entry.uid())) {
          goOn(draft, shard.key(), entry, want.entry());
        } else if (entry.state() == State.Read) {
          if (want == null && in.keep().contains(entry.uid())) keep(draft, entry);
          else draft.add(entry.with(State.Release));
        } else if (!life.released(entry, shard.config().serial())) {
          draft.add(entry);
        } else {
          freed.add(entry.endpoint().identity());
          freed.add(entry.endpoint().address());
        }
      }
      for (PlcEntry entry : draft.entries) {
        claim(shard.key(), entry);
        if (entry.state() == State.Release) releasing.add(entry.uid());
      }
    }

    private void goOn(Draft draft, ShardKey shard, PlcEntry before, PlcEntry after) {
      int growth = ShardJson.size(after) - ShardJson.size(before);
      if (growth > 0 && draft.recorded + growth > OVERFULL_BYTES && before.state() == State.Read) {
        draft.add(before);
        placements.put(before.uid(), full(shard.name()));
        return;
      }
      draft.recorded += growth;
      draft.add(after);
      placements.put(before.uid(), new Placed(shard));
    }

    private void keep(Draft draft, PlcEntry before) {
      PlcEntry after = in.kept().apply(before);
      int growth = ShardJson.size(after) - ShardJson.size(before);
      boolean fits = growth <= 0 || draft.recorded + growth <= OVERFULL_BYTES;
      if (fits) draft.recorded += growth;
      draft.add(fits ? after : before);
    }

    private static NotPlaced full(String shard) {
      return new NotPlaced(ConditionReason.ShardFull, "monitor " + shard + " holds as much as one ConfigMap takes: give this Plc fewer tags,"
          + " or move Plcs to another fleet");
    }

    private void claim(ShardKey shard, PlcEntry entry) {
      Claim claim = new Claim(shard, entry);
      identities.putIfAbsent(entry.endpoint().identity(), claim);
      // A living unit speaks for its gateway, not one that is about to go.
      addresses.merge(entry.endpoint().address(), claim, (a, b) -> a.entry.state() == State.Read ? a : b);
      sessions.hold(entry);
    }

    private Placement place(Wanted want) {
      PlcEntry entry = want.entry();
      if (in.strayPod() != null) {
        return new NotPlaced(ConditionReason.WaitingForRelease, "what monitor pod " + in.strayPod() + " reads is not on record; nothing new is read"
            + " until it is gone: put its ConfigMap back, or delete its StatefulSet and the pod");
      }
      if (releasing.contains(entry.uid())) {
        return new NotPlaced(ConditionReason.WaitingForRelease, "its former endpoint is still being released");
      }
      Claim device = identities.get(entry.endpoint().identity());
      if (device != null) return taken(entry, device);
      Claim address = addresses.get(entry.endpoint().address());
      Draft home = address == null ? null : own(address.shard);
      if (address != null && home == null) return foreign(entry, address);
      Optional<NotPlaced> refusal = sessions.refusal(entry, want.maxSessions());
      if (refusal.isPresent()) return refusal.get();
      if (freed.contains(entry.endpoint().identity()) || (address == null && freed.contains(entry.endpoint().address()))) {
        return new NotPlaced(ConditionReason.WaitingForRelease, entry.endpoint().identity() + " has just been released");
      }
      Draft target = home == null ? withRoom(want) : home;
      if (target.bytes + ShardJson.size(entry) > OVERFULL_BYTES) return full(target.name);
      target.add(entry);
      ShardKey shard = new ShardKey(in.namespace(), target.name);
      claim(shard, entry);
      return new Placed(shard);
    }

    private @Nullable Draft own(ShardKey shard) {
      return shard.namespace().equals(in.namespace()) ? drafts.get(shard.name()) : null;
    }

    private static NotPlaced taken(PlcEntry entry, Claim by) {
      String identity = entry.endpoint().identity();
      if (by.entry.state() == State.Release) {
        return new NotPlaced(ConditionReason.WaitingForRelease, identity + " is still held by monitor " + by.shard + ", which was told to release it");
      }
      return by.entry.uid().equals(entry.uid())
          ? new NotPlaced(ConditionReason.Conflict, "monitor " + by.shard + " of another fleet reads it: let one fleet only select it")
          : new NotPlaced(ConditionReason.DuplicateEndpoint, identity + " is read already, as Plc " + by.shard.namespace() + "/" + by.entry.name()
              + ": delete one of the two");
    }

    private static NotPlaced foreign(PlcEntry entry, Claim holder) {
      String address = entry.endpoint().address();
      return holder.entry.state() == State.Release
          ? new NotPlaced(ConditionReason.WaitingForRelease, address + " is still held by monitor " + holder.shard + ", which was told to release it")
          : new NotPlaced(ConditionReason.Conflict, address + " belongs to monitor " + holder.shard + " of another fleet, which keeps count of its connections:"
              + " select all Plcs of this host and port by one fleet");
    }

    private Draft withRoom(Wanted want) {
      for (Draft draft : drafts.values()) {
        if (draft.group.equals(want.group()) && draft.entries.size() < in.plcsPerPod() && draft.bytes < FULL_BYTES) return draft;
      }
      int number = 0;
      while (drafts.containsKey(in.fleet() + "-" + number) || in.takenNames().contains(in.fleet() + "-" + number)) number++;
      Draft draft = new Draft(in.fleet() + "-" + number, want.group(), null);
      drafts.put(draft.name, draft);
      return draft;
    }

    /** The share as it is to be stored: with a new serial when anything in it changed. */
    private ShardRecord record(Draft draft) {
      Map<String, Settings> before = draft.before == null ? Map.of() : draft.before.config().settings();
      Map<String, Settings> settings = new NamedSettings(in.settings(), before).of(draft.entries);
      long serial = 1;
      if (draft.before != null) {
        MonitorConfig old = draft.before.config();
        boolean same = old.plcs().equals(draft.entries) && old.settings().equals(settings);
        long reported = in.life().apply(draft.before.key()).serial();
        serial = same ? old.serial() : Math.max(old.serial(), reported) + 1;
      }
      return new ShardRecord(in.namespace(), in.fleet(), draft.name, draft.group, in.selector(),
          new MonitorConfig(serial, settings, List.copyOf(draft.entries)), draft.before == null ? null : draft.before.resourceVersion());
    }
  }
}
