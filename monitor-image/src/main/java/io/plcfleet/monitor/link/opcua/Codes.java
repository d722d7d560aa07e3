package io.plcfleet.monitor.link.opcua;

import io.plcfleet.monitor.link.TagStatus;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.ServiceFault;

/** Status codes, OPC UA part 4, 7.39 and part 6, annex A.2. */
final class Codes {
  private Codes() {}

  /** As the standard writes it: BadNodeIdUnknown. */
  static String name(StatusCode code) {
    return StatusCodes.lookup(code.value()).map(found -> found[0].replace("_", "")).orElseGet(() -> "0x%08X".formatted(code.value()));
  }

  static StatusCode of(ServiceFault fault) {
    return fault.getResponseHeader().getServiceResult();
  }

  /** Whether the session, or the channel below it, is no more. */
  static boolean endsSession(StatusCode code) {
    long value = bare(code);
    return value == StatusCodes.Bad_SessionIdInvalid || value == StatusCodes.Bad_SessionClosed || value == StatusCodes.Bad_SessionNotActivated
        || value == StatusCodes.Bad_SecureChannelIdInvalid || value == StatusCodes.Bad_SecureChannelClosed
        || value == StatusCodes.Bad_SecureChannelTokenUnknown || value == StatusCodes.Bad_Shutdown || value == StatusCodes.Bad_ServerHalted;
  }

  /** Whether the server would answer to fewer tags at a time. */
  static boolean isTooMuch(StatusCode code) {
    long value = bare(code);
    return value == StatusCodes.Bad_TooManyOperations || value == StatusCodes.Bad_RequestTooLarge || value == StatusCodes.Bad_ResponseTooLarge
        || value == StatusCodes.Bad_EncodingLimitsExceeded;
  }

  /** What a bad code says of one tag. A code that is merely uncertain comes with a value. */
  static TagStatus tag(StatusCode code) {
    if (!code.isBad()) return TagStatus.Ok;
    long value = bare(code);
    if (value == StatusCodes.Bad_NodeIdUnknown || value == StatusCodes.Bad_NodeIdInvalid || value == StatusCodes.Bad_AttributeIdInvalid
        || value == StatusCodes.Bad_NotSupported || value == StatusCodes.Bad_NotFound) {
      return TagStatus.AddressError;
    }
    if (value == StatusCodes.Bad_NotReadable || value == StatusCodes.Bad_UserAccessDenied || value == StatusCodes.Bad_SecurityModeInsufficient) {
      return TagStatus.AccessDenied;
    }
    if (isTooMuch(code) || value == StatusCodes.Bad_ServerTooBusy || value == StatusCodes.Bad_ResourceUnavailable || value == StatusCodes.Bad_OutOfMemory
        || value == StatusCodes.Bad_Timeout || value == StatusCodes.Bad_WaitingForInitialData) {
      return TagStatus.DeviceBusy;
    }
    return TagStatus.DeviceFailure;  // BadNoCommunication too: the server has answered, and only what this tag comes from is out of its reach
  }

  /** Without the bits of information below the code itself. */
  private static long bare(StatusCode code) {
    return code.value() & 0xFFFF0000L;
  }
}
