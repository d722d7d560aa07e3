package io.plcfleet.profile;

/**
 * Something in a resource that only an edit can put right.
 *
 * @param path of the field, as {@code spec.formula.penalties[2].good}
 * @param message the value and the way out
 */
public record FieldProblem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
