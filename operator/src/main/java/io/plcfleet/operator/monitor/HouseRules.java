package io.plcfleet.operator.monitor;

import io.plcfleet.contract.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator of the operator says of all monitors, whatever a fleet asks for.
 *
 * @param image for fleets that name none
 * @param pullSecrets by which images are fetched
 * @param imagePrefixes that images of fleets begin with; empty: any
 * @param networks that monitors may connect to
 * @param callers who may ask monitors, by a NetworkPolicy; absent: none is written
 */
public record HouseRules(String image, List<String> pullSecrets, List<String> imagePrefixes, Networks networks, @Nullable Callers callers) {
  /**
   * Namespaces of those who ask monitors.
   *
   * @param operator of the operator itself
   * @param prometheus of every Prometheus that scrapes a monitor
   */
  public record Callers(String operator, List<String> prometheus) {
    public Callers {
      prometheus = List.copyOf(prometheus);
    }
  }

  public HouseRules {
    pullSecrets = List.copyOf(pullSecrets);
    imagePrefixes = List.copyOf(imagePrefixes);
  }

  /** Without a NetworkPolicy. */
  public HouseRules(String image, List<String> pullSecrets, List<String> imagePrefixes, Networks networks) {
    this(image, pullSecrets, imagePrefixes, networks, null);
  }

  /** With nothing but an image. */
  public static HouseRules of(String image) {
    return new HouseRules(image, List.of(), List.of(), Networks.USUAL);
  }

  /**
   * A prefix ends where a part of the name ends: registry.example/plc permits registry.example/plc/monitor, and not registry.example/plcs.
   * After a registry alone a colon is no end: it would be another port, which may be another registry.
   */
  public boolean permit(String image) {
    return imagePrefixes.isEmpty() || image.equals(this.image) || imagePrefixes.stream().anyMatch(prefix -> image.startsWith(prefix)
        && (image.length() == prefix.length() || isBorder(prefix.charAt(prefix.length() - 1)) || endsAPart(prefix, image.charAt(prefix.length()))));
  }

  private static boolean endsAPart(String prefix, char next) {
    return next == '/' || (prefix.indexOf('/') >= 0 && isBorder(next));
  }

  private static boolean isBorder(char sign) {
    return sign == '/' || sign == ':' || sign == '@';
  }
}
