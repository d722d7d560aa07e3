package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Stands in for the version before this one, since nothing has been released yet: the chart under a lower number, with a field less in a
 * resource type, and the operator's image under that number. The program in the image is that of this build.
 */
final class VersionBefore {
  static final String NUMBER = "0.0.9";
  /** The resource type and the field that came with this version. */
  static final String TYPE = "monitorfleets.plcfleet.io";
  static final String FIELD = "recordingMinutes";
  private static final String FIELDS = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/monitor/properties";
  private static final Path CHART = TestCluster.root().resolve("charts/plc-fleet-operator");

  private VersionBefore() {}

  /** Whether a resource type has the field. */
  static boolean knowsTheField(String crd) throws IOException {
    return new YAMLMapper().readTree(crd).at(FIELDS).has(FIELD);
  }

  static Path chart(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.toList()) Files.copy(file, folder.resolve(CHART.relativize(file).toString()));
    }
    Path about = folder.resolve("Chart.yaml");
    Files.writeString(about, Files.readString(about).replaceAll("(?m)^(version|appVersion): .*$", "$1: " + NUMBER));
    Path crd = folder.resolve("crds").resolve(TYPE + ".yaml");
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode type = (ObjectNode) yaml.readTree(Files.readString(crd));
    ((ObjectNode) type.at(FIELDS)).remove(FIELD);
    Files.writeString(crd, yaml.writeValueAsString(type));
    return folder;
  }

  /** An image tar keeps the names of its images in a file beside the layers. */
  static Path operatorImage(TestCluster cluster, Path folder) throws IOException {
    cluster.run(Duration.ofMinutes(1), "tar", "-xf", TestCluster.root().resolve("operator/target/image.tar").toString(), "-C", folder.toString());
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("(\"RepoTags\":\\[\"[^\":]+:)[^\"]+", "$1" + NUMBER));
    Path tar = Files.createTempFile("version-before", ".tar");
    cluster.run(Duration.ofMinutes(1), "tar", "-cf", tar.toString(), "-C", folder.toString(), ".");
    return tar;
  }

}
