package io.plcfleet.operator.dashboard;

import java.util.List;

/** The dashboards of a fleet. */
final class Boards {
  static final List<Board> ALL = List.of(WholeFleet.BOARD, OnePlc.BOARD, NewestRollout.BOARD);

  private Boards() {}
}
