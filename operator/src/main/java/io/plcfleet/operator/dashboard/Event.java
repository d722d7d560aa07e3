package io.plcfleet.operator.dashboard;

/**
 * What is marked on the time axis of all panels.
 *
 * @param promQl has a series while it is so
 * @param title of a mark: words, and labels as {@code {{revision}}}
 */
record Event(String name, String colour, String promQl, String title) {}
