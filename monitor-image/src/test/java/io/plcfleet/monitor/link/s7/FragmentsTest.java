package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.Damage;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FragmentsTest {
  private static final String FIRST = "0300000b" + "02f000" + "01020304";
  private static final String MIDDLE = "03000008" + "02f000" + "05";
  private static final String LAST = "03000009" + "02f080" + "0607";
  private final Fragments fragments = new Fragments();

  @Test
  void aMessageOfOneFrameIsItself() throws Malformed {
    assertThat(add(LAST)).isEqualTo(LAST);
  }

  @Test
  void severalFramesArePutTogether() throws Malformed {
    assertThat(add(FIRST)).isEmpty();
    assertThat(add(MIDDLE)).isEmpty();
    assertThat(add(LAST)).isEqualTo("03000009" + "02f080" + "01020304050607");
    assertThat(add(LAST)).isEqualTo(LAST);
  }

  @Test
  void whatAnotherConnectionBeganIsForgotten() throws Malformed {
    add(FIRST);
    fragments.forget();
    assertThat(add(LAST)).isEqualTo(LAST);
  }

  @Test
  void otherFramesAreRefused() {
    assertThatThrownBy(() -> add("0300000b" + "06e00000000000")).isInstanceOf(Malformed.class).hasMessageContaining("no COTP data frame");
    assertThatThrownBy(() -> add("03000007" + "02f055")).isInstanceOf(Malformed.class).hasMessageContaining("no COTP data frame: 0x02f055");
  }

  @Test
  void whatNeverEndsIsRefused() {
    String long8000 = "03001f40" + "02f000" + "00".repeat(8000 - 7);
    assertThatThrownBy(() -> {
      for (int i = 0; i < 10; i++) add(long8000);
    }).isInstanceOf(Malformed.class).hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void damagedFramesAreMalformedAndNothingElse() {
    Damage.survives(in -> {
      if (in.remaining() >= S7Frames.ENVELOPE) fragments.add(in, in.remaining());
    }, FIRST, MIDDLE, LAST);
  }

  /** The message as hex, empty while it is not whole. */
  private String add(String hex) throws Malformed {
    ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex("ff" + hex)).position(1);  // not at the start of the buffer
    ByteBuffer message = fragments.add(frame, hex.length() / 2);
    if (message == null) return "";
    byte[] bytes = new byte[message.remaining()];
    Objects.requireNonNull(message).get(message.position(), bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
