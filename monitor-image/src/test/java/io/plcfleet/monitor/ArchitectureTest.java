package io.plcfleet.monitor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.LinkContract;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUMaskWriteHoldingRegisterRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUWriteFileRecordRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUWriteMultipleCoilsRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUWriteMultipleHoldingRegistersRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUWriteSingleRegisterRequest;
import org.apache.plc4x.java.s7.readwrite.S7ParameterWriteVarRequest;
import org.apache.plc4x.java.s7.readwrite.S7PayloadWriteVarRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.junit.jupiter.api.Test;

/** The law of the monitor's rooms. */
class ArchitectureTest {
  private static final String ROOT = "io.plcfleet.monitor";
  private static final String PLC4X = "org.apache.plc4x..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void linksKnowNothingOfPollingExportAndConfiguration() {
    noClasses().that().resideInAPackage(ROOT + ".link..")
        .should().dependOnClassesThat().resideInAnyPackage(ROOT, ROOT + ".poll..", ROOT + ".export..", ROOT + ".config..").check(CLASSES);
    noClasses().that().resideInAPackage(ROOT + ".link..")
        .should().dependOnClassesThat(resideInAPackage("io.plcfleet.scoring..").and(not(type(ErrorClass.class)))).check(CLASSES);
  }

  @Test
  void pollingKnowsNothingOfExport() {
    noClasses().that().resideInAnyPackage(ROOT + ".poll..", ROOT + ".config..").should().dependOnClassesThat().resideInAPackage(ROOT + ".export..").check(CLASSES);
    noClasses().that().resideInAPackage(ROOT + ".config..").should().dependOnClassesThat().resideInAnyPackage(ROOT + ".poll..", ROOT + ".link..").check(CLASSES);
  }

  @Test
  void theDiagnosisIsPure() {
    classes().that().resideInAPackage(ROOT + ".diagnosis..").should().onlyDependOnClassesThat().resideInAnyPackage(
        "java.lang..", "java.util..", "java.time..", "org.jspecify..", "io.plcfleet.contract..", "io.plcfleet.scoring..", ROOT + ".diagnosis..").check(CLASSES);
  }

  @Test
  void plc4xStaysInsideItsProtocols() {
    noClasses().that().resideOutsideOfPackages(ROOT + ".link.modbus..", ROOT + ".link.s7..", ROOT + ".link.plc4x..")
        .should().dependOnClassesThat().resideInAPackage(PLC4X).check(CLASSES);
  }

  /** So that no PLC has a series for both; {@code SheetTest} counts on it. */
  @Test
  void onlyOpcUaCanBeMisconfiguredAndNothingOfItIsBehindAGateway() {
    noClasses().that().resideOutsideOfPackage(ROOT + ".link.opcua..").should().callConstructor(Outcome.ConfigError.class, String.class, long.class).check(CLASSES);
    noClasses().that().resideInAPackage(ROOT + ".link.opcua..").should().accessField(TagStatus.class, "TargetUnreachable")
        .orShould().callConstructor(Outcome.TargetUnreachable.class, long.class).check(CLASSES);
  }

  @Test
  void miloStaysInsideOpcUa() {
    noClasses().that().resideOutsideOfPackage(ROOT + ".link.opcua..")
        .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.milo..", "org.bouncycastle..", "io.netty..").check(CLASSES);
  }

  private static final DescribedPredicate<JavaClass> WRITING = resideInAnyPackage(PLC4X, "org.eclipse.milo..").and(new DescribedPredicate<>("write, call, download, start or stop") {
    @Override
    public boolean test(JavaClass type) {
      String name = type.getSimpleName();
      return !name.startsWith("WriteBuffer") && Stream.of("Write", "Download", "Upload", "PlcStop", "PiService", "Mask", "CallRequest", "CallMethod", "HistoryUpdate", "AddNodes", "DeleteNodes").anyMatch(name::contains);
    }
  });

  /** Read-only by construction: what is not there cannot be sent. */
  @Test
  void noWriteRequestIsUsed() {
    noClasses().should().dependOnClassesThat(WRITING).check(CLASSES);
  }

  /** The names above are those that the libraries use. */
  @Test
  void theRuleKnowsWriteRequestsWhenItSeesThem() {
    assertThat(new ClassFileImporter().importClasses(PlcWriteRequest.class, ModbusPDUWriteSingleRegisterRequest.class,
        ModbusPDUWriteMultipleHoldingRegistersRequest.class, ModbusPDUWriteMultipleCoilsRequest.class, ModbusPDUMaskWriteHoldingRegisterRequest.class,
        ModbusPDUWriteFileRecordRequest.class, S7ParameterWriteVarRequest.class, S7PayloadWriteVarRequest.class, WriteRequest.class, CallRequest.class))
        .hasSize(10).allMatch(WRITING);
  }

  @Test
  void onlyTheLoopReadsTheClock() {
    noClasses().that().doNotBelongToAnyOf(EventLoop.class).should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Instant.class, "now").check(CLASSES);
    noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".Main").should().callMethod(Clock.class, "systemUTC").check(CLASSES);
  }

  @Test
  void noKubernetesClientAndOfNettyOnlyBuffers() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.netty.channel..").check(CLASSES);
    classes().that().resideInAPackage(ROOT + "..").should().onlyDependOnClassesThat().resideInAnyPackage(
        "java..", "jdk.net..", "com.sun.net.httpserver..", ROOT + "..", "io.plcfleet.contract..", "io.plcfleet.profile..", "io.plcfleet.recording..", "io.plcfleet.scoring..",
        "com.fasterxml.jackson..", "org.slf4j..", "org.jspecify..", "javax.crypto..", "javax.security.auth.x500..", PLC4X,
        "org.eclipse.milo..", "org.bouncycastle.jce.provider..", "io.netty.buffer..", "io.netty.util..").check(CLASSES);
  }

  /** A new protocol must hold the contract of links: its test is found by name. */
  @Test
  void everyProtocolHasItsContractTest() throws Exception {
    for (Class<?> protocol : Endpoint.class.getPermittedSubclasses()) {
      String name = protocol.getSimpleName();
      Class<?> test = Class.forName(ROOT + ".link." + name.toLowerCase(Locale.ROOT) + "." + name + "LinkIT");
      assertThat(LinkContract.class).isAssignableFrom(test);
    }
  }

  @Test
  void everyPackageIsNullMarked() throws Exception {
    List<String> packages = CLASSES.stream().map(JavaClass::getPackageName).distinct().toList();
    for (String each : packages) {
      try (InputStream in = getClass().getResourceAsStream("/" + each.replace('.', '/') + "/package-info.class")) {
        assertThat(in).as(each + "/package-info.java").isNotNull();
      }
    }
  }

  @Test
  void filesStaySmall() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(300);
      }
    }
    assertThat(Arrays.asList("Util", "Helper", "Manager", "Common"))
        .allSatisfy(word -> assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).noneMatch(name -> name.contains(word)));
  }
}
