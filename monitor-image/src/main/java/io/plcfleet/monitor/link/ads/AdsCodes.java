package io.plcfleet.monitor.link.ads;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.TagStatus;

/** Errors of AMS routers and ADS devices; numbers from Beckhoff Information System, "ADS return codes". */
final class AdsCodes {
  private static final int NO_PORT = 0x006;
  private static final int NO_MACHINE = 0x007;
  private static final int ACCESS_DENIED = 0x01E;

  private AdsCodes() {}

  static TagStatus status(int code) {
    return switch (code) {
      case 0 -> TagStatus.Ok;
      // The router answers, the runtime behind it does not: no such port or machine, port not connected or disabled, invalid port, host unreachable.
      case NO_PORT, NO_MACHINE, 0x00D, 0x012, 0x018, 0x01B -> TagStatus.TargetUnreachable;
      case ACCESS_DENIED, 0x704, 0x723 -> TagStatus.AccessDenied;
      // Index group or offset, size, value, parameter, not found, syntax, symbol not found, of another version or not active, index of an array.
      case 0x702, 0x703, 0x705, 0x706, 0x70B, 0x70C, 0x70D, 0x710, 0x711, 0x71A, 0x721 -> TagStatus.AddressError;
      // Mailbox full, no memory, router's queues; not ready, busy, no memory, timeout behind the device, request pending.
      case 0x004, 0x019, 0x500, 0x501, 0x502, 0x707, 0x708, 0x70A, 0x719, 0x71E -> TagStatus.DeviceBusy;
      default -> TagStatus.DeviceFailure;
    };
  }

  /** The device has answered: what is out of its reach for one variable is its failure. */
  static TagStatus ofPart(int code) {
    TagStatus status = status(code);
    return status == TagStatus.TargetUnreachable ? TagStatus.DeviceFailure : status;
  }

  /** The answer has another length than was asked for. */
  static boolean isSize(int code) {
    return code == 0x705;
  }

  /** The device has no such service, and will not have it in a while. */
  static boolean isNoService(int code) {
    return code == 0x008 || code == 0x00B || code == 0x701;
  }

  /** Why the first request was refused, with the way out. */
  static String refusal(int code, Endpoint.Ads asked) {
    return switch (code) {
      case NO_PORT -> "the AMS router has no port " + asked.amsPort() + ": TwinCAT is in Config mode, no PLC program is loaded, or amsPort is another one (851 for TwinCAT 3, 801 for TwinCAT 2)";
      case NO_MACHINE -> "the AMS router knows no " + asked.amsNetId() + ": check amsNetId";
      case ACCESS_DENIED -> "the AMS router takes only encrypted connections (Secure ADS), which the monitor does not speak";
      default -> "AMS error 0x%03X from %s:%d".formatted(code, asked.amsNetId(), asked.amsPort());
    };
  }

  /** The router hung up on the first request, without a word. */
  static String hungUp(Endpoint.Ads asked) {
    return "the AMS router closes the connection on the first request, as it does when it has no route for " + asked.sourceAmsNetId()
        + ": add one on the controller, with the address that the monitor's connections come from";
  }
}
