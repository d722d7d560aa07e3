package io.plcfleet.api.v1alpha1;

/** Labels of a Plc that mean something to the operator. */
public final class PlcLabels {
  public static final String SITE = "plcfleet.io/site";
  public static final String LINE = "plcfleet.io/line";
  public static final String CELL = "plcfleet.io/cell";
  public static final String GROUP = "plcfleet.io/group";

  private PlcLabels() {}
}
