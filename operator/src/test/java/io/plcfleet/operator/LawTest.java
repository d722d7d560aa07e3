package io.plcfleet.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The law of the house: the edge gathers, the middle decides without touching anything, one door writes. */
class LawTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.plcfleet.operator");

  /** Rooms and classes that touch the outside world. */
  private static final DescribedPredicate<JavaClass> EDGE = describe("an edge",
      c -> c.getPackageName().matches("io\\.plcfleet\\.operator(\\.(cluster|report|apply|prometheus))?")
          || c.getName().matches(".*\\.(Gather|[A-Z]\\w*Reconciler|[A-Z]\\w*Writer)(\\$.*)?"));

  @Test
  void theMiddleTouchesNothing() {
    noClasses().that(DescribedPredicate.not(EDGE)).should().dependOnClassesThat(
            resideInAPackage("io.fabric8.kubernetes.client..").and(DescribedPredicate.not(JavaClass.Predicates.type(CustomResource.class)))
                .or(resideInAPackage("io.javaoperatorsdk..")).or(resideInAPackage("java.net.http..")).or(resideInAPackage("com.sun.net.httpserver..")))
        .because("decisions are tested without Kubernetes; what they need is gathered before, what they want is written after").check(CLASSES);
  }

  @Test
  void timeIsAnArgument() {
    noClasses().that(DescribedPredicate.not(EDGE)).should().callMethod(Instant.class, "now").orShould().callMethod(System.class, "nanoTime")
        .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Clock.class, "instant")
        .orShould().callMethod(System.class, "getenv").because("a decision must come out the same when it is replayed").check(CLASSES);
  }

  @Test
  void roomsLookOneWay() {
    slices().matching("io.plcfleet.operator.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void plc4xStaysWithTheProtocols() {
    noClasses().that().resideOutsideOfPackage("io.plcfleet.operator.protocol..").should().dependOnClassesThat().resideInAPackage("org.apache.plc4x..")
        .check(CLASSES);
  }
}
