package io.plcfleet.monitor.link;

import java.util.function.Function;

/** An address that is no address of its protocol: value, and what would be one. */
@SuppressWarnings("serial")
public final class BadTag extends Exception {
  public BadTag(String message) {
    super(message, null, false, false);
  }

  /**
   * What a text is by a protocol's grammar.
   *
   * @param grammar throws IllegalArgumentException that says what would be an address
   */
  public static <A> A parsed(Function<String, A> grammar, String text) throws BadTag {
    try {
      return grammar.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadTag(String.valueOf(e.getMessage()));
    }
  }
}
