package io.plcfleet.monitor.link.eip;

import io.plcfleet.contract.EipAddress;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A tag set as requests, several tags in each. A message outside of a connection holds some 500 bytes in each direction; what is too much for an
 * answer is halved, since only the controller knows how long its values are.
 */
public final class EipPlan implements Plan {
  /** Of 504 bytes, what several reads may take besides the route. */
  private static final int MOST_BYTES = 440;
  private static final int MOST_TAGS = 30;

  /** Reads of one request; the readings of an answer begin at {@code first}. */
  record Block(int first, List<byte[]> reads) {}

  private final int tags;
  private final List<Block> blocks;

  private EipPlan(int tags, List<Block> blocks) {
    this.tags = tags;
    this.blocks = blocks;
  }

  /** As many tags in each request as fit. */
  public static EipPlan of(List<String> addresses) throws BadTag {
    return of(addresses, MOST_TAGS);
  }

  /**
   * @param addresses that {@link #check} accepts
   * @param most tags that one request may ask for, at least 1
   */
  public static EipPlan of(List<String> addresses, int most) throws BadTag {
    List<Block> blocks = new ArrayList<>();
    List<byte[]> reads = new ArrayList<>();
    int room = 0;
    for (int i = 0; i < addresses.size(); i++) {
      byte[] read = Cip.read(address(addresses.get(i)));
      if (read.length + 2 > room || reads.size() == Math.min(most, MOST_TAGS)) {
        reads = new ArrayList<>();
        blocks.add(new Block(i, reads));
        room = MOST_BYTES;
      }
      reads.add(read);
      room -= read.length + 2;
    }
    return new EipPlan(addresses.size(), blocks);
  }

  /** @throws BadTag when it is no name of a tag */
  public static void check(String address) throws BadTag {
    address(address);
  }

  private static EipAddress address(String text) throws BadTag {
    try {
      return EipAddress.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadTag(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int tags() {
    return tags;
  }

  @Override
  public int request(int tag) {
    int i = blocks.size() - 1;
    while (blocks.get(i).first() > tag) i--;
    return i;
  }

  @Override
  public void rehearse() {
    Block block = blocks.getFirst();
    EipFrames.request(0, 0, Cip.by(new byte[] {1, 0}, Cip.several(block.reads())));
    // One answer to one read: a DINT.
    ByteBuffer one = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN).putInt(Cip.SEVERAL | 0x80).putShort((short) 1).putShort((short) 4)
        .putInt(Cip.READ | 0x80).putShort((short) EipValues.DINT).putInt(1).flip();
    try {
      EipValues.take(new Block(0, block.reads().subList(0, 1)), Cip.reply(one), new Reading[1]);
    } catch (Malformed e) {
      throw new IllegalStateException("a rehearsal of our own making", e);
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Replaces a block of several tags by its two halves, at the same place in the order. */
  void split(int place) {
    Block block = blocks.remove(place);
    int half = block.reads().size() / 2;
    blocks.add(place, new Block(block.first(), block.reads().subList(0, half)));
    blocks.add(place + 1, new Block(block.first() + half, block.reads().subList(half, block.reads().size())));
  }
}
