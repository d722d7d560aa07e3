package io.plcfleet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.profile.FieldProblem;
import io.plcfleet.profile.ProfileCheck;
import io.plcfleet.profile.ProfileModel;
import io.plcfleet.profile.ProfileSnapshot;
import io.plcfleet.scoring.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A ScoringProfile in a file, as it is given to {@code kubectl apply}. */
record ProfileFile(String name, Profile profile) {
  private static final ObjectMapper YAML = new YAMLMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** @throws Unusable with all that is wrong in it */
  static ProfileFile read(String file) throws IOException {
    if (file.equals(ProfileSnapshot.BUILT_IN)) return new ProfileFile(file, Profile.standard());
    try {
      JsonNode resource = YAML.readTree(Files.readString(Path.of(file)));
      if (!resource.path("kind").asText().equals("ScoringProfile")) throw new Unusable(file + " holds no ScoringProfile, but " + quoted(resource.path("kind").asText()));
      ScoringProfileSpec spec = YAML.treeToValue(resource.path("spec"), ScoringProfileSpec.class);
      List<FieldProblem> problems = ProfileCheck.problems(spec);
      if (!problems.isEmpty()) {
        throw new Unusable(file + " cannot be used:\n" + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n")));
      }
      return new ProfileFile(resource.path("metadata").path("name").asText("unnamed"), ProfileModel.of(ProfileSnapshot.of(spec)));
    } catch (NoSuchFileException e) {
      throw new Unusable(file + " does not exist; the built-in profile is called " + ProfileSnapshot.BUILT_IN);
    } catch (JsonProcessingException e) {
      throw new Unusable(file + " cannot be read: " + e.getOriginalMessage());
    }
  }

  /** Told from another one of its name by its file. */
  ProfileFile of(String file) {
    return new ProfileFile(name + " of " + Path.of(file).getFileName(), profile);
  }

  private static String quoted(String kind) {
    return kind.isEmpty() ? "something without a kind" : "a " + kind;
  }
}
