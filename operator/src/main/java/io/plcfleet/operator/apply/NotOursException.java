package io.plcfleet.operator.apply;

/** An object of the name that we need exists and was not made by us for this fleet. */
public final class NotOursException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotOursException(String message) {
    super(message);
  }
}
