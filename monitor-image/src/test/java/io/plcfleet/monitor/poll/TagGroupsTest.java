package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagGroupsTest {
  private static final Endpoint MODBUS = new Endpoint.Modbus("press.example", 502, 1);
  private static final Endpoint S7 = new Endpoint.S7("robot.example", 102, 0, 1, Endpoint.S7.ConnectionType.Basic);
  private static final long MILLI = 1_000_000;

  @Test
  void tagsThatShareOneRequestAreOneGroup() throws Exception {
    TagGroups groups = groups(MODBUS, tag(1).asEssential(), tag(2), tag(3));
    assertThat(groups.groups()).extracting(TagGroup::tags).containsExactly(List.of(0, 1, 2));
    assertThat(groups.reference().essential()).isTrue();
  }

  @Test
  void requestsWithoutAnEssentialTagAreAGroupThatCanBeLeftOut() throws Exception {
    TagGroups groups = groups(MODBUS, tag(1000), tag(5).asEssential(), tag(6), tag(2000));
    assertThat(groups.groups()).extracting(TagGroup::tags).containsExactly(List.of(1, 2), List.of(0, 3));
    assertThat(groups.groups()).extracting(TagGroup::essential).containsExactly(true, false);
    assertThat(groups.reference().plan().tags()).isEqualTo(2);
  }

  @Test
  void anIntervalOfItsOwnIsAGroupOfItsOwnAndTheReferenceComesFirst() throws Exception {
    TagGroups groups = groups(MODBUS, each(tag(1), 200L), tag(2).asEssential(), each(tag(3), 60_000L), tag(4));
    assertThat(groups.groups()).extracting(TagGroup::tags).containsExactly(List.of(1, 3), List.of(0), List.of(2));
    assertThat(groups.groups()).extracting(TagGroup::intervalNanos).containsExactly(1000 * MILLI, 200 * MILLI, 60_000 * MILLI);
    assertThat(groups.fastestNanos()).isEqualTo(200 * MILLI);
  }

  @Test
  void s7IsCutAsForTheShortestPdu() throws Exception {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < 60; i++) tags.add(Tag.of("t" + i, "%DB1:" + 100 * i + ":INT"));
    tags.set(0, tags.getFirst().asEssential());
    TagGroups groups = groups(S7, tags.toArray(Tag[]::new));
    assertThat(groups.groups()).hasSize(2);
    assertThat(groups.reference().tags()).contains(0).hasSizeBetween(10, 20);
    assertThat(groups.groups().getLast().essential()).isFalse();
  }

  @Test
  void othersNamesAskLikeTheSameTags() throws Exception {
    TagGroups before = groups(MODBUS, tag(1).asEssential(), tag(1000));
    assertThat(before.asksLike(groups(MODBUS, new Tag("renamed", tag(1).address(), null, true, null, null), tag(1000)))).isTrue();
    TagGroups faster = groups(MODBUS, tag(1).asEssential(), each(tag(1000), 200L));
    assertThat(before.asksLike(faster)).isFalse();
    assertThat(before.measuresLike(faster)).as("the reference is the same").isTrue();
    assertThat(before.measuresLike(groups(MODBUS, tag(1), tag(1000).asEssential()))).isFalse();
    assertThat(before.measuresLike(groups(MODBUS, tag(2).asEssential(), tag(1000)))).isFalse();
  }

  private static TagGroups groups(Endpoint endpoint, Tag... tags) throws Exception {
    return TagGroups.of(endpoint, Arrays.asList(tags), Fleet.link(1000, 800));
  }

  private static Tag tag(int register) {
    return Tag.of("t" + register, "holding-register:" + register + ":INT");
  }

  private static Tag each(Tag tag, long millis) {
    return new Tag(tag.name(), tag.address(), millis, tag.essential(), null, null);
  }
}
