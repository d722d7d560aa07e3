package io.plcfleet.monitor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Tags as requests of several each, in the order of the tags: for protocols that ask tag by tag, with nothing to be joined. What is too much
 * for a device is {@link #split} and later tried again as it was, see {@link Splits}.
 *
 * @param <T> how one tag is asked for
 */
public final class Blocks<T> {
  /**
   * Tags of one request.
   *
   * @param first its readings begin at this one
   */
  public record Block<T>(int first, List<T> tags) {
    private List<Block<T>> halves() {
      int half = tags.size() / 2;
      return List.of(new Block<>(first, tags.subList(0, half)), new Block<>(first + half, tags.subList(half, tags.size())));
    }
  }

  private final int tags;
  private final List<Block<T>> whole;
  private final List<Block<T>> present;
  private final Splits splits = new Splits();

  private Blocks(int tags, List<Block<T>> whole) {
    this.tags = tags;
    this.whole = List.copyOf(whole);
    present = new ArrayList<>(whole);
  }

  /**
   * As many tags in each request as fit; one that is longer than the room asks for itself.
   *
   * @param bytes that a tag takes in a request, by its place
   * @param room bytes that all tags of a request may take
   * @param most tags of a request, at least 1
   */
  public static <T> Blocks<T> pack(List<T> tags, IntUnaryOperator bytes, int room, int most) {
    List<Block<T>> blocks = new ArrayList<>();
    int from = 0;
    int left = room;
    for (int i = 0; i < tags.size(); i++) {
      int size = bytes.applyAsInt(i);
      if (i > from && (size > left || i - from == most)) {
        blocks.add(new Block<>(from, List.copyOf(tags.subList(from, i))));
        from = i;
        left = room;
      }
      left -= size;
    }
    if (from < tags.size()) blocks.add(new Block<>(from, List.copyOf(tags.subList(from, tags.size()))));
    return new Blocks<>(tags.size(), blocks);
  }

  public int tags() {
    return tags;
  }

  /** Which request asks for a tag, before anything is split. */
  public int request(int tag) {
    int i = whole.size() - 1;
    while (whole.get(i).first() > tag) i--;
    return i;
  }

  /**
   * A read begins.
   *
   * @param over the connection, by identity
   * @param now nanoseconds of the loop
   */
  public void begin(Object over, long now) {
    if (!splits.areOver(over, now)) return;
    present.clear();
    present.addAll(whole);
  }

  /** As they are at present. */
  public List<Block<T>> all() {
    return present;
  }

  /** Replaces a block of several tags by its two halves, at the same place in the order. */
  public void split(int place, long now) {
    splits.note(now);
    present.addAll(place, present.remove(place).halves());
  }
}
