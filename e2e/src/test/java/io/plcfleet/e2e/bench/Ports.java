package io.plcfleet.e2e.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Ports as arguments: 20000+1000 is a thousand in a row. */
final class Ports {
  private Ports() {}

  static int[] of(String[] arguments, int from) {
    return Arrays.stream(arguments, from, arguments.length).flatMapToInt(Ports::parse).toArray();
  }

  private static IntStream parse(String text) {
    int plus = text.indexOf('+');
    if (plus < 0) return IntStream.of(Integer.parseInt(text));
    int first = Integer.parseInt(text.substring(0, plus));
    return IntStream.range(first, first + Integer.parseInt(text.substring(plus + 1)));
  }
}
