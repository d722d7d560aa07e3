package io.plcfleet.operator.outcome;

import java.util.List;

/** What a check finds: a model to go on with, or all problems at once. */
public sealed interface Checked<T> {
  record Valid<T>(T model) implements Checked<T> {}

  record Invalid<T>(List<Problem> problems) implements Checked<T> {}
}
