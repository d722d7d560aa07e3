package io.plcfleet.contract;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Networks that monitors may connect to, as the administrator says. Some addresses are never those of a PLC: loopback, link-local (where
 * clouds serve credentials), multicast, none at all. They are permitted only by a network that lies within such a range: 0.0.0.0/0 is none.
 *
 * @param listed empty: all but those
 */
public record Networks(List<Network> listed) {
  /** Environment variable of operator and monitor: networks as {@code 10.1.0.0/16,2001:db8::/48}; absent or empty: all but what is never a PLC. */
  public static final String VARIABLE = "PLCFLEET_ALLOWED_CIDRS";
  /** All but what is never a PLC. */
  public static final Networks USUAL = new Networks(List.of());
  private static final List<Network> NEVER_A_PLC = networks(
      "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/128", "::1/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128");

  private static final List<Network> ALL = networks("0.0.0.0/0", "::/0");

  /** Every address that there is: for tests, whose PLCs are on this machine. */
  public static final Networks EVERYWHERE = parse("0.0.0.0/0,0.0.0.0/8,127.0.0.0/8,169.254.0.0/16,224.0.0.0/3,::/0,::/128,::1/128,fe80::/10,ff00::/8,fd00:ec2::254/128");

  public Networks {
    listed = List.copyOf(listed);
  }

  /**
   * Reads a list, separated by commas.
   *
   * @throws IllegalArgumentException with the entry and the way out
   */
  public static Networks parse(String text) {
    return new Networks(Arrays.stream(text.split(",")).map(String::trim).filter(entry -> !entry.isEmpty()).map(Network::parse).toList());
  }

  private static List<Network> networks(String... entries) {
    return Arrays.stream(entries).map(Network::parse).toList();
  }

  public boolean permit(InetAddress address) {
    List<Network> special = NEVER_A_PLC.stream().filter(network -> network.contains(address)).toList();
    if (special.isEmpty()) return listed.isEmpty() || listed.stream().anyMatch(network -> network.contains(address));
    return listed.stream().anyMatch(network -> network.contains(address) && special.stream().anyMatch(range -> range.contains(network)));
  }

  /**
   * Addresses as rules of a network know them.
   *
   * @param except networks within it that are not meant
   */
  public record Block(Network network, List<Network> except) {}

  /** The same addresses that {@link #permit} lets through. */
  public List<Block> blocks() {
    List<Network> networks = listed.isEmpty() ? ALL : listed;
    return networks.stream().map(network -> new Block(network, NEVER_A_PLC.stream()
        .filter(range -> network.contains(range) && !range.contains(network))
        .toList())).toList();
  }

  /** Why an address is refused, and the way out. */
  public String refusal(InetAddress address) {
    String permitted = listed.isEmpty() ? "loopback, link-local and multicast addresses are refused unless they are listed" : "permitted are " + this;
    return address.getHostAddress() + " is not among the networks that the administrator permits (chart value allowedCidrs): " + permitted;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return listed.stream().map(Network::toString).collect(Collectors.joining(","));
  }
}
