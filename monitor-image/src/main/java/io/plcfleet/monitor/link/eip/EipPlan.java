package io.plcfleet.monitor.link.eip;

import io.plcfleet.contract.EipAddress;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Blocks;
import io.plcfleet.monitor.link.Blocks.Block;
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

  private final Blocks<byte[]> blocks;

  private EipPlan(Blocks<byte[]> blocks) {
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
    List<byte[]> reads = new ArrayList<>();
    for (String each : addresses) reads.add(Cip.read(address(each)));
    return new EipPlan(Blocks.pack(reads, i -> reads.get(i).length + 2, MOST_BYTES, Math.min(most, MOST_TAGS)));
  }

  /** @throws BadTag when it is no name of a tag */
  public static void check(String address) throws BadTag {
    address(address);
  }

  private static EipAddress address(String text) throws BadTag {
    return BadTag.parsed(EipAddress::of, text);
  }

  @Override
  public int tags() {
    return blocks.tags();
  }

  @Override
  public int request(int tag) {
    return blocks.request(tag);
  }

  @Override
  public void rehearse() {
    Block<byte[]> block = blocks.all().getFirst();
    EipFrames.request(0, 0, Cip.by(new byte[] {1, 0}, Cip.several(block.tags())));
    // One answer to one read: a DINT.
    ByteBuffer one = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN).putInt(Cip.SEVERAL | 0x80).putShort((short) 1).putShort((short) 4)
        .putInt(Cip.READ | 0x80).putShort((short) EipValues.DINT).putInt(1).flip();
    try {
      EipValues.take(new Block<>(0, block.tags().subList(0, 1)), Cip.reply(one), new Reading[1]);
    } catch (Malformed e) {
      throw new IllegalStateException("a rehearsal of our own making", e);
    }
  }

  Blocks<byte[]> blocks() {
    return blocks;
  }
}
