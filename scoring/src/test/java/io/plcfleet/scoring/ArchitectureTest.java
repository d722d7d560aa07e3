package io.plcfleet.scoring;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What "pure" means for the model. */
final class ArchitectureTest {
  private static final JavaClasses MODEL =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.plcfleet.scoring");

  @Test
  void needsOnlyTheJdkBaseAndNullAnnotations() {
    classes().should().onlyDependOnClassesThat()
        .resideInAnyPackage("io.plcfleet.scoring", "java.lang..", "java.math..", "java.util..", "java.time", "org.jspecify.annotations")
        .check(MODEL);
  }

  /** Time and chance come in as arguments, so that every result can be computed again. */
  @Test
  void readsNoClockAndThrowsNoDice() {
    noClasses().should().callMethodWhere(describe("the clock is read", call ->
            (call.getName().equals("now") && call.getTargetOwner().getPackageName().equals("java.time"))
                || call.getName().equals("nanoTime")
                || call.getName().equals("currentTimeMillis")))
        .orShould().dependOnClassesThat().haveNameMatching(".*Random.*|java.time.Clock")
        .orShould().callMethod(Math.class, "random")
        .check(MODEL);
  }
}
