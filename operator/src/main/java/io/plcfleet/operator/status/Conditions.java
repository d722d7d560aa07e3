package io.plcfleet.operator.status;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds an object's conditions: the transition time moves only when the status does. */
public final class Conditions {
  public static final String READY = "Ready";
  public static final String RECONCILING = "Reconciling";
  public static final String STALLED = "Stalled";
  private static final int LONGEST_MESSAGE = 1024;

  private final List<Condition> before;
  private final @Nullable Long generation;
  private final Instant now;
  private final List<Condition> built = new ArrayList<>();

  public Conditions(@Nullable List<Condition> before, @Nullable Long generation, Instant now) {
    this.before = before == null ? List.of() : before;
    this.generation = generation;
    this.now = now;
  }

  public Conditions add(String type, Status status, ConditionReason reason, String message) {
    return add(type, status, reason.name(), message);
  }

  /** As it was said before; its reason may be a word of another version of the operator. */
  public Conditions again(Condition said) {
    return add(said.type(), said.status(), said.reason(), said.message());
  }

  private Conditions add(String type, Status status, String reason, String message) {
    String since = find(before, type).filter(c -> c.status() == status).map(Condition::lastTransitionTime)
        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    String text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    built.add(new Condition(type, status, reason, text, since, generation));
    return this;
  }

  /** As declared. */
  public Conditions ready(ConditionReason reason, String message) {
    return add(READY, Status.TRUE, reason, message).add(RECONCILING, Status.FALSE, reason, "").add(STALLED, Status.FALSE, reason, "");
  }

  /** On the way there; waiting helps. */
  public Conditions reconciling(ConditionReason reason, String message) {
    return add(READY, Status.FALSE, reason, message).add(RECONCILING, Status.TRUE, reason, message).add(STALLED, Status.FALSE, reason, "");
  }

  /** Only an edit helps. */
  public Conditions stalled(ConditionReason reason, String message) {
    return add(READY, Status.FALSE, reason, message).add(RECONCILING, Status.FALSE, reason, "").add(STALLED, Status.TRUE, reason, message);
  }

  public List<Condition> list() {
    return List.copyOf(built);
  }

  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null ? Optional.empty() : conditions.stream().filter(c -> c.type().equals(type)).findFirst();
  }
}
