package io.plcfleet.scoring;

/**
 * What a monitor does, by itself, to spare a link that is going. Each grade's action contains that of the better ones.
 *
 * @param nonEssentialPercent how much of their declared rate the tags that are not essential are read at: 100 all, 0 not at all
 * @param hold no additional session, no further tags; a lost connection is always made anew
 */
public record Action(int nonEssentialPercent, boolean hold) {
  public static final Action NORMAL = new Action(100, false);

  public boolean essentialOnly() {
    return nonEssentialPercent == 0;
  }

  /** For people, as in {@code /status}. */
  public String text() {
    String tags = nonEssentialPercent == 100 ? "all tags read as declared"
        : essentialOnly() ? "essential tags only" : "tags that are not essential read at %d %%".formatted(nonEssentialPercent);
    return hold ? tags + ", connections held" : tags;
  }
}
