package io.plcfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.PlcSpec;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol of {@link Endpoint} can be declared by users and be given to monitors; the compiler sees neither. */
class ProtocolFieldsTest {
  @ParameterizedTest
  @MethodSource("protocols")
  void aPlcCanDeclareIt(Class<?> protocol) {
    assertThat(PlcSpec.class.getRecordComponents()).as("components of PlcSpec").extracting(RecordComponent::getName).contains(field(protocol));
    assertThat(PlcSpec.class.getAnnotations()).as("the rule that exactly one protocol is needed")
        .anyMatch(annotation -> annotation.toString().contains("has(self." + field(protocol) + ")"));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aMonitorCanBeGivenIt(Class<?> protocol) {
    assertThat(MonitorConfig.PlcEntry.class.getRecordComponents()).as("components of PlcEntry")
        .anyMatch(c -> c.getName().equals(field(protocol)) && c.getType() == protocol);
  }

  private static Stream<Class<?>> protocols() {
    return Arrays.stream(Endpoint.class.getPermittedSubclasses());
  }

  private static String field(Class<?> protocol) {
    return protocol.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT) + protocol.getSimpleName().substring(1);
  }
}
