package io.plcfleet.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A profile that is tried beside the one that counts, without consequences: what it says is what would have been said.
 *
 * <p>Where window and decay are those of the profile that counts, it judges by what that one has just measured: at a fraction of the
 * cost, and without memory for samples. Else it has a history of its own.
 */
public final class Shadow {
  private final Scorer scorer;
  private final @Nullable LinkHistory own;

  private Shadow(Scorer scorer, @Nullable LinkHistory own) {
    this.scorer = scorer;
    this.own = own;
  }

  /**
   * @param live the profile that counts
   * @param history of the link, by that profile; what it remembers counts for the profile that is tried as well
   */
  public static Shadow of(Profile tried, Profile live, LinkHistory history, long pollIntervalNanos) {
    return new Shadow(new Scorer(tried), alike(tried, live) ? null : history.copy(tried, pollIntervalNanos));
  }

  /** The same profile, when another one counts from now on. */
  public Shadow beside(Profile live, LinkHistory history, long pollIntervalNanos) {
    boolean alike = alike(profile(), live);
    if (alike == (own == null)) {
      return this;
    }
    return new Shadow(scorer, alike ? null : history.copy(profile(), pollIntervalNanos));
  }

  public Profile profile() {
    return scorer.profile();
  }

  /** To be told all that the history of the link is told; null where there is none. */
  public @Nullable LinkHistory own() {
    return own;
  }

  /** @param live has just judged the same link */
  public void assess(Scorer live, Findings findings, long now) {
    var _ = own == null ? scorer.assessBeside(live, findings, now) : scorer.assess(own, findings, now);
  }

  public Assessment assessment() {
    return scorer.assessment();
  }

  /** As {@link Assessment#score}, without the garbage. */
  public double score() {
    return scorer.score();
  }

  private static boolean alike(Profile one, Profile other) {
    return one.window().equals(other.window()) && one.decay().equals(other.decay());
  }
}
