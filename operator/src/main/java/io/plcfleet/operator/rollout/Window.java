package io.plcfleet.operator.rollout;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When Plcs may get a change.
 *
 * @param days on which it begins
 * @param to when it is not after from, it is on the next day
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {}
