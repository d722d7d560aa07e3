package io.plcfleet.contract;

import java.net.InetAddress;

/**
 * Addresses that begin with the same bits.
 *
 * @param base with all further bits zero
 * @param bits that are the same, 0 to 32 for IPv4 and to 128 for IPv6
 */
public record Network(InetAddress base, int bits) {
  /** @throws IllegalArgumentException with the text and the way out */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = base.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) throw new IllegalArgumentException("more bits than an address has");
      Network network = new Network(base, bits);
      if (!network.startsAtBase()) throw new IllegalArgumentException("bits behind the network are set");
      return network;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no network: give one as 10.1.0.0/16 or 2001:db8::/48, with zeros behind the network's bits", e);
    }
  }

  private boolean startsAtBase() {
    byte[] bytes = base.getAddress();
    for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
      if (isSet(bytes, bit)) return false;
    }
    return true;
  }

  public boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) return false;
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(ours, bit) != isSet(theirs, bit)) return false;
    }
    return true;
  }

  boolean contains(Network other) {
    return other.bits >= bits && contains(other.base);
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + bits;
  }
}
