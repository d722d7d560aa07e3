package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The tags of one PLC by how often and in which grades they are read. Each interval is a group; of a group that takes several requests,
 * those without an essential tag are a group of their own, which a bad grade may leave out. A tag that shares the request of an essential
 * one stays with it: to leave it out would save the PLC nothing, and to ask for it apart would cost it a request in good times.
 *
 * @param tags as the PLC lists them
 * @param groups the first is the reference: its first request is the one whose response times count, in every grade
 */
record TagGroups(List<Tag> tags, long pollNanos, int maxTagsPerRequest, List<TagGroup> groups) {
  /** @param tags of which at least one is essential, all with addresses that {@link Protocols#check} accepts */
  static TagGroups of(Endpoint endpoint, List<Tag> tags, LinkSettings link) throws BadTag {
    Connection connection = link.connection();
    Map<Long, List<Integer>> byInterval = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      Long own = tags.get(i).intervalMillis();
      byInterval.computeIfAbsent(own == null ? link.polling().intervalMillis() : own, _ -> new ArrayList<>()).add(i);
    }
    List<TagGroup> groups = new ArrayList<>();
    for (Map.Entry<Long, List<Integer>> one : byInterval.entrySet()) {
      groups.addAll(parted(endpoint, tags, one.getValue(), TimeUnit.MILLISECONDS.toNanos(one.getKey()), connection.maxTagsPerRequest()));
    }
    int reference = tags.indexOf(tags.stream().filter(Tag::essential).findFirst().orElse(tags.getFirst()));
    groups.sort(Comparator.comparing(group -> !group.tags().contains(reference)));
    return new TagGroups(tags, TimeUnit.MILLISECONDS.toNanos(link.polling().intervalMillis()), connection.maxTagsPerRequest(), List.copyOf(groups));
  }

  TagGroup reference() {
    return groups.getFirst();
  }

  /** How often the PLC is asked, by the fastest of its groups. */
  long fastestNanos() {
    return groups.stream().mapToLong(TagGroup::intervalNanos).min().orElse(pollNanos);
  }

  void rehearse() {
    for (TagGroup group : groups) group.plan().rehearse();
  }

  /** Whether the same is asked as by others, at the same times. */
  boolean asksLike(TagGroups other) {
    if (!addresses().equals(other.addresses()) || pollNanos != other.pollNanos || maxTagsPerRequest != other.maxTagsPerRequest
        || groups.size() != other.groups.size()) return false;
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).asksLike(other.groups.get(i))) return false;
    }
    return true;
  }

  /** Whether response times compare with those of others: the tags are the same, and so is the reference. */
  boolean measuresLike(TagGroups other) {
    return addresses().equals(other.addresses()) && reference().tags().equals(other.reference().tags());
  }

  private List<String> addresses() {
    return tags.stream().map(Tag::address).toList();
  }

  private static List<TagGroup> parted(Endpoint endpoint, List<Tag> tags, List<Integer> some, long intervalNanos, int most) throws BadTag {
    Plan all = plan(endpoint, tags, some, most);
    Set<Integer> kept = new HashSet<>();
    for (int i = 0; i < some.size(); i++) {
      if (tags.get(some.get(i)).essential()) kept.add(all.request(i));
    }
    List<Integer> essential = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) (kept.contains(all.request(i)) ? essential : rest).add(some.get(i));
    if (rest.isEmpty()) return List.of(TagGroup.of(some, all, intervalNanos, true));
    if (essential.isEmpty()) return List.of(TagGroup.of(some, all, intervalNanos, false));
    return List.of(
        TagGroup.of(essential, plan(endpoint, tags, essential, most), intervalNanos, true),
        TagGroup.of(rest, plan(endpoint, tags, rest, most), intervalNanos, false));
  }

  private static Plan plan(Endpoint endpoint, List<Tag> tags, List<Integer> some, int most) throws BadTag {
    return Protocols.plan(endpoint, some.stream().map(i -> tags.get(i).address()).toList(), most);
  }
}
