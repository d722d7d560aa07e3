package io.plcfleet.contract;

import java.util.regex.Pattern;

/**
 * The name of a variable in a TwinCAT controller, as {@code MAIN.Speed}, {@code GVL.Motors[3].Speed} or, for a global variable of TwinCAT 2,
 * {@code .Speed}. The operator refuses by it what the monitor could not read.
 *
 * @param name in upper and lower case as written; the controller makes no difference
 */
public record AdsAddress(String name) {
  private static final String PART = "[A-Za-z_][A-Za-z0-9_]*(?:\\[-?\\d{1,10}(?:,-?\\d{1,10}){0,2}])*\\^?";
  private static final Pattern NAME = Pattern.compile("\\.?" + PART + "(?:\\." + PART + ")*");

  /** As long as TwinCAT lets names be. */
  private static final int LONGEST = 255;

  /** @throws IllegalArgumentException with what is wrong, and the way out */
  public static AdsAddress of(String text) {
    if (text.length() <= LONGEST && NAME.matcher(text).matches()) return new AdsAddress(text);
    throw new IllegalArgumentException("\"" + text + "\" is not the name of a TwinCAT variable; expected for example MAIN.Speed or GVL.Motors[3].Speed");
  }
}
