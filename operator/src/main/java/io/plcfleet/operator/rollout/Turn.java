package io.plcfleet.operator.rollout;

import java.util.List;
import java.util.Set;

/**
 * What follows from a situation.
 *
 * @param progress to be stored before anything else is done
 * @param canary uids of the Plcs that are to be on the candidate; all others are to be on the stable revision
 * @param shadow whether the candidate's profiles are to be computed beside
 * @param baseline whether what is measured now is to be stored, before the canary grows
 * @param retry whether a further attempt is asked for
 */
public record Turn(Progress progress, Decision decision, Set<String> canary, boolean shadow, boolean baseline, boolean retry, List<String> notes) {}
