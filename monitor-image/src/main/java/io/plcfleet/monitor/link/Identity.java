package io.plcfleet.monitor.link;

import org.jspecify.annotations.Nullable;

/**
 * Which device it is. All parts are as the device writes them, without spaces at their ends, and absent where it gives none.
 *
 * @param orderNumber for example {@code 6ES7 315-2EH14-0AB0}
 * @param firmware for example {@code V3.2.6}
 * @param serialNumber of the module: another one means another device
 * @param type for example {@code CPU 315-2 PN/DP}
 */
public record Identity(
    @Nullable String orderNumber, @Nullable String firmware, @Nullable String serialNumber, @Nullable String type) implements DeviceFact {
  public static final Identity UNKNOWN = new Identity(null, null, null, null);
}
