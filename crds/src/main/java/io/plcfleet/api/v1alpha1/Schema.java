package io.plcfleet.api.v1alpha1;

/** Patterns and names that several kinds share. */
public final class Schema {
  public static final String GROUP = "plcfleet.io";
  public static final String VERSION = "v1alpha1";

  /** A Go duration without sign, as {@code 800ms} or {@code 1m30s}; CEL and {@link DurationText} read the same. */
  public static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
  /** The same without fractions of a second. */
  public static final String WHOLE_SECONDS = "^([0-9]+(s|m|h))+$";
  /** A duration as Prometheus and prometheus-operator take it: whole numbers, the larger unit first. */
  public static final String PROMETHEUS_DURATION = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";
  public static final String DECIMAL = "^[0-9]+(\\.[0-9]+)?$";
  /** 1% to 100%. */
  public static final String PERCENT = "^([1-9][0-9]?|100)%$";
  public static final String SIGNED_DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$";
  /** A host name, an IPv4 or an IPv6 address without brackets. */
  public static final String HOST = "^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$";
  /** {@code opc.tcp://HOST[:PORT][/PATH]}; the groups are host, host in brackets, port and path. */
  public static final String OPC_UA_URL = "^opc\\.tcp://(?:([A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?)|\\[([0-9A-Fa-f:.]+)\\])"
      + "(?::([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(/[-A-Za-z0-9._~%/:@!$&'()*+,;=]*)?$";
  /** Ports and links from an EtherNet/IP module to a CPU: pairs of numbers, of which a port is at most 14. */
  public static final String EIP_PATH = "^(([1-9]|1[0-4]),([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])(,([1-9]|1[0-4]),([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])){0,7})?$";
  /** An AmsNetId: six numbers up to 255. */
  public static final String AMS_NET_ID = "^([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])(\\.([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])){5}$";
  /** What a tag may be called. */
  public static final String TAG_NAME = "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";
  /** What parts of a resource may be called that status and keys name again. */
  public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
  /** The beginning of a version, with or without v in front. */
  public static final String FIRMWARE_PREFIX = "^[vV]?[0-9]+(\\.[0-9A-Za-z]+)*$";
  public static final String LABEL_KEY = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";
  public static final int LONGEST_DURATION = 16;

  private Schema() {}
}
