package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.Blocks.Block;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A tag is its own size. */
class BlocksTest {
  private final Object connection = new Object();

  @Test
  void asManyAsFit() {
    Blocks<Integer> blocks = pack(100, 3, 40, 60, 1, 200, 5, 5, 5, 5);
    assertThat(blocks.all()).extracting(Block::tags)
        .containsExactly(List.of(40, 60), List.of(1), List.of(200), List.of(5, 5, 5), List.of(5));
    assertThat(blocks.all()).extracting(Block::first).containsExactly(0, 2, 3, 4, 7);
    assertThat(IntStream.range(0, 8).map(blocks::request)).containsExactly(0, 0, 1, 2, 3, 3, 3, 4);
    assertThat(blocks.tags()).isEqualTo(8);
  }

  @Test
  void whatIsTooMuchIsHalvedInItsPlace() {
    Blocks<Integer> blocks = pack(10, 5, 1, 2, 3, 4, 1, 9);
    assertThat(blocks.all()).extracting(Block::tags).containsExactly(List.of(1, 2, 3, 4), List.of(1, 9));
    blocks.begin(connection, 0);
    blocks.split(0, 0);
    blocks.split(1, 0);
    assertThat(blocks.all()).extracting(Block::tags).containsExactly(List.of(1, 2), List.of(3), List.of(4), List.of(1, 9));
    assertThat(blocks.all()).extracting(Block::first).containsExactly(0, 2, 3, 4);
    assertThat(blocks.request(3)).as("counted before anything was split").isZero();
  }

  @Test
  void aSplitLastsTenMinutesOnOneConnection() {
    Blocks<Integer> blocks = pack(100, 5, 1, 2);
    long start = Long.MAX_VALUE - 5;  // the clock may run over
    blocks.begin(connection, start);
    blocks.split(0, start);
    blocks.begin(connection, start + Splits.LAST);
    assertThat(blocks.all()).hasSize(2);
    blocks.begin(connection, start + Splits.LAST + 1);
    assertThat(blocks.all()).hasSize(1);
    blocks.split(0, start + Splits.LAST + 1);
    blocks.begin(connection, start + Splits.LAST + 2);
    assertThat(blocks.all()).as("a new split, a new time").hasSize(2);
    blocks.begin(new Object(), start + Splits.LAST + 3);
    assertThat(blocks.all()).hasSize(1);
  }

  private static Blocks<Integer> pack(int room, int most, Integer... sizes) {
    List<Integer> tags = List.of(sizes);
    return Blocks.pack(tags, tags::get, room, most);
  }
}
