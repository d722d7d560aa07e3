package io.plcfleet.operator.dashboard;

import java.util.List;

/** Panels below a title; from left to right, and on below where the line is full. */
record Row(String title, List<Panel> panels) {
  Row(String title, Panel... panels) {
    this(title, List.of(panels));
  }
}
