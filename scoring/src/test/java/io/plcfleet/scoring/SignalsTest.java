package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SignalsTest {
  /** {@link Signals#of} relies on the order. */
  @Test
  void everyNameHasItsSignalInTheSameOrder() {
    assertThat(Signals.all()).extracting(Signal::name).containsExactly(SignalName.values());
  }

  @Test
  void everySignalInTheRoomIsListedAndNamedLikeItsConstant() {
    Set<String> room = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.plcfleet.scoring").stream()
        .filter(c -> c.isAssignableTo(Signal.class) && !c.isInterface())
        .map(JavaClass::getSimpleName).collect(Collectors.toSet());
    List<String> names = Signals.all().stream().map(signal -> signal.name().name()).toList();

    assertThat(room).as("classes that implement Signal, against constants of SignalName").containsExactlyInAnyOrderElementsOf(names);
    assertThat(Signals.all()).allSatisfy(signal -> assertThat(signal.getClass().getSimpleName()).isEqualTo(signal.name().name()));
  }

  @Test
  void noTwoSignalsStandForTheSameReason() {
    assertThat(Signals.all()).extracting(Signal::reason).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aSignalWeighsItself(SignalName name) {
    assertThat(Signals.of(name).standard().signal()).isEqualTo(name);
  }
}
