package io.plcfleet.operator.dashboard;

import java.util.List;

/** All dashboards. */
final class Boards {
  /** Of each fleet: the operator writes them. */
  static final List<Board> ALL = List.of(WholeFleet.BOARD, OnePlc.BOARD, NewestRollout.BOARD);
  /** Of the operator: in the chart. */
  static final List<Board> OF_OPERATOR = List.of(WholeOperator.BOARD);

  private Boards() {}
}
