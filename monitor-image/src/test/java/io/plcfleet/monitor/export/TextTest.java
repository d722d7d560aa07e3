package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "-0.0, 0", "1, 1", "-1, -1", "12345678901, 12345678901", "0.00125, 0.00125", "-0.5, -0.5", "0.1, 0.1", "99.9, 99.9",
      "0.000000001, 0.000000001", "1e-10, 0", "123456789.123456789, 123456789.123456791", "0.9999999999, 1", "-1e-12, -0", "1e20, 1.0E20", "2147483648.5, 2.1474836485E9",
      "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf"})
  void numbersAsPrometheusReadsThem(double value, String written) {
    assertThat(new Text(0).number(value)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "10", "-10", "9223372036854775807", "-9223372036854775808"})
  void wholeNumbers(long value) {
    assertThat(new Text(0).number(value)).hasToString(Long.toString(value));
  }

  /** What is read back differs by less than half of the last decimal. */
  @Test
  void anyNumberIsRightToNineDecimals() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-9, 9));
      assertThat(Double.parseDouble(new Text(32).number(value).toString())).isCloseTo(value, within(5.1e-10 + Math.ulp(value)));
    }
  }

  @Test
  void itGrowsAndIsUsedAgain() throws IOException {
    Text text = new Text(1).add("käse ").add("näße".getBytes(StandardCharsets.UTF_8)).add('!').label("a\"b\\c\nd").add(new Text(4).add("x"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.writeTo(out, 3);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("käse näße!a\\\"b\\\\c\\ndx").isEqualTo(text.toString());
    assertThat(text.length()).isEqualTo(out.size());
    text.clear();
    assertThat(text.add("new")).hasToString("new");
  }
}
