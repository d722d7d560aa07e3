package io.plcfleet.monitor.link;

import io.plcfleet.scoring.ErrorClass;
import org.jspecify.annotations.Nullable;

/** How one tag of an answered request fared. The names are the label {@code class} of {@code plc_tag_errors_total}. */
public enum TagStatus {
  Ok("answered"),
  /** The device has no such address, or not of that type. */
  AddressError("the PLC has no such address, or it is of another type"),
  /** S7 only: the PLC grants a shorter PDU than was asked for. */
  TooLong("it does not fit into one answer of this PLC: split it into shorter ones"),
  /** As many bytes as asked for, but no value of the type: month 13, or a character above 127. */
  NotDecodable("the PLC answers, but the bytes are no value of the tag's type; check type and offset"),
  /** S7 only: PUT/GET is switched off, or the block is protected. */
  AccessDenied("the PLC does not permit to read it: PUT/GET not permitted, or access level too high"),
  /** The device knows the address and cannot read it. */
  DeviceFailure("the PLC reports a failure of its own"),
  DeviceBusy("the PLC is busy with another request"),
  /** Modbus 0x0A and 0x0B, an AMS router without the port: the gateway answers, the unit behind it does not. */
  TargetUnreachable("the gateway cannot reach the unit behind it");

  private final String meaning;

  TagStatus(String meaning) {
    this.meaning = meaning;
  }

  /** The class of failure that it is, absent when it is none. */
  public @Nullable ErrorClass errorClass() {
    return switch (this) {
      case Ok -> null;
      case AddressError, NotDecodable -> ErrorClass.AddressError;
      case TooLong -> ErrorClass.ConfigError;
      case AccessDenied -> ErrorClass.AccessDenied;
      case DeviceFailure -> ErrorClass.DeviceFailure;
      case DeviceBusy -> ErrorClass.DeviceBusy;
      case TargetUnreachable -> ErrorClass.TargetUnreachable;
    };
  }

  /** What it means, as the end of a sentence. */
  public String meaning() {
    return meaning;
  }
}
