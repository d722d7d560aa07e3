package io.plcfleet.operator.protocol;

import io.plcfleet.contract.Endpoint;
import java.util.Optional;
import org.apache.plc4x.java.modbus.base.tag.ModbusTag;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagCoil;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagDiscreteInput;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagHoldingRegister;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagInputRegister;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7PlcTagHandler;
import org.apache.plc4x.java.s7.readwrite.tag.S7StringFixedLengthTag;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;

/** Whether a tag's address is one, by the grammar of its protocol and before any connection. */
public final class TagAddress {
  private TagAddress() {}

  /** What is wrong with an address, and how one looks; empty when nothing is. */
  public static Optional<String> problem(Endpoint endpoint, String address) {
    return switch (endpoint) {
      case Endpoint.Modbus _ -> readableByModbus(address) ? Optional.empty()
          : Optional.of("\"" + address + "\" is not a Modbus address; expected for example holding-register:1:INT, input-register:5:REAL or coil:3");
      case Endpoint.S7 _ -> s7(address);
    };
  }

  private static boolean readableByModbus(String address) {
    try {
      return switch (ModbusTag.of(address)) {
        case ModbusTagCoil _, ModbusTagDiscreteInput _, ModbusTagHoldingRegister _, ModbusTagInputRegister _ -> true;
        default -> false;
      };
    } catch (RuntimeException e) {  // PLC4X's parsers throw what they like
      return false;
    }
  }

  private static Optional<String> s7(String address) {
    S7Tag tag;
    try {
      if (!(new S7PlcTagHandler().parseTag(address) instanceof S7Tag parsed)) return Optional.of(noS7(address));
      tag = parsed;
    } catch (RuntimeException e) {
      return Optional.of(noS7(address));
    }
    if (tag.getDataType() == TransportSize.BOOL && tag.getNumberOfElements() > 1) {
      return Optional.of("\"" + address + "\" is an array of BOOL, which S7 cannot read; read BYTE instead");
    }
    boolean text = tag.getDataType() == TransportSize.STRING || tag.getDataType() == TransportSize.WSTRING;
    return text && !(tag instanceof S7StringFixedLengthTag)
        ? Optional.of("\"" + address + "\" needs the length of the text, as %DB1:30:STRING(10)") : Optional.empty();
  }

  private static String noS7(String address) {
    return "\"" + address + "\" is not an S7 address; expected for example %DB1:10:INT, %DB1:4.0:BOOL or %M10.3:BOOL";
  }
}
