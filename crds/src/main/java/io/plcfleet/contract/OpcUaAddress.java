package io.plcfleet.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a tag in an OPC UA server: a NodeId as text, OPC UA part 6, 5.3.1.10. The operator refuses by it what the monitor could not read. */
public final class OpcUaAddress {
  private static final Pattern NODE_ID = Pattern.compile("(?:ns=(\\d{1,5});)?(?:i=(\\d{1,10})|s=.+"
      + "|g=[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|b=(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)");
  private static final int LAST_NAMESPACE = 0xFFFF;
  private static final long LAST_NUMBER = 0xFFFF_FFFFL;

  private OpcUaAddress() {}

  /** Why it is no address, with the way out. */
  public static Optional<String> problem(String address) {
    Matcher matcher = NODE_ID.matcher(address);
    if (!matcher.matches()) {
      return Optional.of("\"" + address + "\" is not an OPC UA NodeId; expected for example ns=2;s=Press.Temperature or ns=2;i=5"
          + (address.startsWith("nsu=") ? "; namespaces are given by their index, not by their URI" : ""));
    }
    if (matcher.group(1) != null && Integer.parseInt(matcher.group(1)) > LAST_NAMESPACE) {
      return Optional.of("\"" + address + "\" names a namespace beyond " + LAST_NAMESPACE);
    }
    if (matcher.group(2) != null && Long.parseLong(matcher.group(2)) > LAST_NUMBER) {
      return Optional.of("\"" + address + "\" has a number beyond " + LAST_NUMBER);
    }
    return Optional.empty();
  }
}
